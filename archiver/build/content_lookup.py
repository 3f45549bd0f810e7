"""Opens the lookup of files and sources that addresses in sources name. Nothing that parses is imported."""

from collections.abc import Mapping

from archiver.config import Config
from archiver.media.at_home import AtHome, read_table
from archiver.media.lookup import MediaLookup
from archiver.model import Slug


def open_lookup(
    config: Config, files: Mapping[str, int], source_slugs: Mapping[str, Slug] | None = None
) -> MediaLookup:
    """Read the table of the files that are at home, and make a lookup of them and others.

    Args:
        config: has the content folder.
        files: the files in it that are no sources.
        source_slugs: the slugs of pages by the content paths of their sources.
    """
    return MediaLookup(files, read_media_table(config, files).find, source_slugs)


def read_media_table(config: Config, files: Mapping[str, int]) -> AtHome:
    """Read the table of the files that are at home; an empty one if the content folder of `config` has no `files`."""
    prefix = config.content.relative_to(config.root).as_posix()
    return read_table(config.content, prefix) if files else AtHome()
