"""Pictures, sound, films and other files beside threads: found, read, freed of metadata, and written as HTML.

references   which files the HTML of a passage shows or links to
lookup       which content file an address names; `at_home` has those that were brought from other sites
prepare      what a content file is published as: its type, its size, its bytes without metadata, smaller versions
elements     the HTML that shows a published file, or says that it is missing
"""

from archiver.media.at_home import read_table
from archiver.media.elements import Translate, medium_html, missing_html
from archiver.media.lookup import FoundMedia, MediaLookup, is_relative, may_name_a_file, names_a_file
from archiver.media.options import MediaOptions, processing_key
from archiver.media.prepare import PreparedFile, prepare_file
from archiver.media.references import MediaReference, find_references, replace_references
from archiver.media.variant_store import remove_unused

__all__ = [
    "FoundMedia",
    "MediaLookup",
    "MediaOptions",
    "MediaReference",
    "PreparedFile",
    "Translate",
    "find_references",
    "is_relative",
    "may_name_a_file",
    "medium_html",
    "missing_html",
    "names_a_file",
    "prepare_file",
    "processing_key",
    "read_table",
    "remove_unused",
    "replace_references",
]
