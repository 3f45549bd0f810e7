"""Tells of avatars that a site names and that cannot be shown."""

from collections.abc import Collection

from archiver.config import CONFIG_NAME, Config, key_of, read_key_lines
from archiver.errors import Problem, Severity


def find_missing_avatars(config: Config, files: Collection[str]) -> tuple[Problem, ...]:
    """A warning for each avatar in `archiver.toml` whose file is not there.

    Args:
        config: the project.
        files: the content paths of all files that are no sources.
    """
    missing = sorted({path for path in config.avatars.values() if path not in files})
    if not missing:
        return ()
    key = key_of("avatars")
    lines = read_key_lines(config.root / CONFIG_NAME)
    message = "there is no file {} in the content folder, which avatars names; put it there, or correct the path"
    return tuple(
        Problem(
            path=CONFIG_NAME,
            line=lines.get(key, lines.get(key.partition(".")[0], 0)),
            message=message.format(path),
            severity=Severity.WARNING,
        )
        for path in missing
    )
