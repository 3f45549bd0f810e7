"""Files in the content folder that may hold discussions and are no Markdown: they are not read, and that is said.

Pictures, sound, films, documents to download and what a web page is made of stand beside threads on purpose, and are
no surprise to anybody: of them nothing is said.
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
"""Ending, in small letters: what to do with such files."""
_MOST_NAMED = 3


def say_of_unread(paths: Iterable[str]) -> Iterator[str]:
    """A warning for each ending of files that are not read, and what to do with them."""
    ended = sorted((ending, path) for path in paths if (ending := _ending(path)) in _ADVICE)
    for ending, group in groupby(ended, key=itemgetter(0)):
        names = [path.encode(errors="backslashreplace").decode() for _, path in group]
        what = f"{_counted(len(names), ending)} not Markdown and not read: {_some(names)}"
        yield f"{what}; {_ADVICE[ending]}, or exclude them in archiver.toml"


def _ending(path: str) -> str:
    """What stands behind the last dot of a name; a number there (`list.2004`) is none."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
    return "" if ending.isdecimal() else ending


def _counted(count: int, ending: str) -> str:
    kind = f" .{ending}" if ending else ""
    without = "" if ending else " without an ending"
    return f"{count}{kind} file{'' if count == 1 else 's'}{without} {'is' if count == 1 else 'are'}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
