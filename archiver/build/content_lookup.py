"""Opens the lookup of files and sources that addresses in sources name. Nothing that parses is imported."""

from collections.abc import Mapping
from pathlib import Path

from archiver.config import Config
from archiver.media.at_home import MEDIA_FOLDER, TABLE_NAME, AtHome, parse_table, read_table
from archiver.media.lookup import MediaLookup
from archiver.model import Slug
from archiver.source import read_content


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
    if isinstance(config.content_place, Path):
        return read_table(config.content_place, config.content_name) if files else AtHome()
    path = f"{MEDIA_FOLDER}/{TABLE_NAME}"
    return parse_table(read_content(config, path), f"{config.content_name}/{path}") if path in files else AtHome()
