"""The configuration: `archiver.toml` and the files beside it, checked, and the environment.

Every key is optional. All problems are found at once, each with its line and the most similar key. No package below
this one looks at the environment: clock, folders and settings are arguments of its functions.
"""

import os
from collections.abc import Mapping

from archiver.config.authors_file import AUTHORS_NAME, add_pseudonym_key
from archiver.config.boards import BoardConfig
from archiver.config.conventions import GROUPS, PLACEHOLDER, Convention, convention_for, matches
from archiver.config.file import (
    CONFIG_NAME,
    STATE_NAME,
    find_root,
    key_of,
    read_config,
)
from archiver.config.former_sites import FormerSite
from archiver.config.key_help import describe_keys
from archiver.config.people import AuthorEntry, People
from archiver.config.places import FolderOrBucket
from archiver.config.redirect_rows import REDIRECTS_NAME, RedirectRow, read_redirect_rows, redirect_problem
from archiver.config.saved_searches import SavedSearch
from archiver.config.search_server import SearchServer, check_search_server
from archiver.config.settings import TEMPLATE_SETTINGS, Config
from archiver.config.synonyms import SYNONYMS_NAME
from archiver.config.takedowns import TAKEDOWNS_NAME, add_takedown, lift_takedowns, mark_purged, new_key, read_takedowns
from archiver.config.toml_file import read_key_lines, read_toml
from archiver.config.tracked import track

__all__ = [
    "AUTHORS_NAME",
    "CONFIG_NAME",
    "GROUPS",
    "PLACEHOLDER",
    "REDIRECTS_NAME",
    "STATE_NAME",
    "SYNONYMS_NAME",
    "TAKEDOWNS_NAME",
    "TEMPLATE_SETTINGS",
    "AuthorEntry",
    "BoardConfig",
    "Config",
    "Convention",
    "FolderOrBucket",
    "FormerSite",
    "People",
    "RedirectRow",
    "SavedSearch",
    "SearchServer",
    "add_pseudonym_key",
    "add_takedown",
    "check_search_server",
    "color_wanted",
    "convention_for",
    "describe_keys",
    "find_root",
    "key_of",
    "lift_takedowns",
    "mark_purged",
    "matches",
    "new_key",
    "read_config",
    "read_key_lines",
    "read_redirect_rows",
    "read_takedowns",
    "read_toml",
    "redirect_problem",
    "track",
]


def color_wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """False if the variable NO_COLOR is set to any text (https://no-color.org/)."""
    return not environment.get("NO_COLOR")
