"""Warnings about files in the content folder that may hold discussions but are not Markdown, and so are not read.

Pictures, sound, films, documents to download and parts of web pages lie next to threads on purpose: they get no
warning.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

_MARKDOWN = "write them as Markdown threads"
_MAIL = "write their messages as Markdown threads, whose posts have the format text"
_PACKED = "unpack them"
_ADVICE: dict[str, str] = {
    **dict.fromkeys(("html", "htm", "xhtml", "shtml", "php", "asp", "mht", "mhtml"), f"{_MARKDOWN} with format: html"),
    **dict.fromkeys(("mbox", "mbx", "eml", "msg", "nws"), _MAIL),
    **dict.fromkeys(("txt", "text", "log", "asc"), "rename them to .md, with format: text if they are no Markdown"),
    **dict.fromkeys(("json", "jsonl", "ndjson", "xml", "csv", "tsv", "yaml", "yml", "toml", "sql", "db"), _MARKDOWN),
    **dict.fromkeys(("sqlite", "sqlite3", "warc", "rst", "adoc", "org", "textile", "wiki", "mediawiki"), _MARKDOWN),
    **dict.fromkeys(("mdx", "rmd", "qmd", "tex", "rtf", "doc", "docx", "odt"), _MARKDOWN),
    **dict.fromkeys(("zip", "gz", "tgz", "bz2", "xz", "zst", "tar", "7z", "rar", "lz", "lzma"), _PACKED),
    "": "give them the ending .md if they are threads",
}
"""File name extension in lower case: the advice for files that have it. Files with another one get no warning."""
_MOST_NAMED = 3
_MOSTLY_MEDIA = (".jpg", ".png", ".gif", ".webp", ".jpeg", ".JPG", ".mp4", ".mp3", ".pdf")  # saves half of the time


def warnings_of_ignored(paths: Iterable[str]) -> Iterator[str]:
    """A warning for each kind of file that probably holds discussions but is not read, with advice what to do.

    `paths` are the files in the content folder that are not Markdown, relative to it. Files are grouped by their
    extensions; a warning names the first three. Extensions of pictures, sound and the like cause no warning.
    """
    by_extension = sorted((extension, path) for path in paths if (extension := _extension(path)) in _ADVICE)
    for extension, group in groupby(by_extension, key=itemgetter(0)):
        names = [path.encode(errors="backslashreplace").decode() for _, path in group]
        what = f"{_counted(len(names), extension)} not Markdown and not read: {_first_names(names)}"
        yield f"{what}; {_ADVICE[extension]}, or exclude them in archiver.toml"


def may_hold_discussions(path: str) -> bool:
    """True if a file that is not Markdown causes a warning, unless a post shows or links to it."""
    return not path.endswith(_MOSTLY_MEDIA) and _extension(path) in _ADVICE


def _extension(path: str) -> str:
    """The text after the last dot of a file's name, in lower case; "" for a name without one, or `list.2004`."""
    _, dot, extension = path.rpartition("/")[2].rpartition(".")
    return "" if not dot or extension.isdecimal() else extension.lower()


def _counted(count: int, extension: str) -> str:
    kind = f" .{extension}" if extension else ""
    without = "" if extension else " without an ending"
    return f"{count}{kind} file{'' if count == 1 else 's'}{without} {'is' if count == 1 else 'are'}"


def _first_names(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
