"""The project that a command works on."""

from pathlib import Path

from archiver.config import Config, find_root, read_config


def read_project(folder: Path | None) -> Config:
    """Read the configuration of the project in a folder, or in the nearest folder above it with an `archiver.toml`.

    `folder` is the value of the option `--project`; None for the working directory. Raises ConfigError.
    """
    return read_config(find_root(folder or Path.cwd()))
