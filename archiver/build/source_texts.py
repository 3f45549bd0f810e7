"""The texts of sources as they are."""

from archiver.config import Config, convention_for
from archiver.parse import decode
from archiver.source import Source, read_original_files


def read_texts(config: Config, source: Source) -> list[str]:
    """The decoded texts of the files of a source; none if one cannot be read. `config` is the project."""
    convention = convention_for(source.path, config.conventions)
    try:
        files = read_original_files(config, source)
    except OSError:
        return []
    return [decode(file.content, convention.encoding if convention else None, file.path)[0] for file in files]
