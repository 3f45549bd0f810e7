"""The project that a command works on."""

from pathlib import Path

from archiver.config import Config, find_root, read_config


def read_project(folder: Path | None) -> Config:
    """Read the configuration of the project that `--project` names.

    None: the project of the working directory, or of the nearest folder above it. Raises ConfigError.
    """
    return read_config(find_root(folder or Path.cwd()))
