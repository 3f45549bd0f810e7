"""Conventions of other people's files: the tables `[[source]]`, which describe where posts begin in such files.

A check returns the value as the program uses it, and raises WrongValueError (see `archiver.values`).
"""

import codecs
import fnmatch
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from archiver.model import FRONT_MATTER_KEYS, BodyFormat
from archiver.values import Check, WrongValueError, advise_nearest, check_table, check_text, check_texts, one_of

GROUPS = frozenset({"id", "author", "date", "reply_to"})
"""The named groups that the pattern of a post's heading may have."""
PLACEHOLDER = re.compile(r"\{([\w.-]+)\}")
"""A name in braces in templates: of a group of `path`, or of a key of the front matter."""
_NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python in which no file is written. Some take time in proportion to the square of the text's length."""
_RENAMABLE = FRONT_MATTER_KEYS - {"extra"}
"""The keys of our front matter that other files may have under other names."""


def _pattern(value: object) -> str:
    """Check that a value is a valid regular expression."""
    try:
        re.compile(check_text(value), re.MULTILINE)
    except re.error as error:
        raise WrongValueError(f"a regular expression ({error})") from None
    return check_text(value)


def _post(value: object) -> str:
    """Check that a value is a regular expression with no other named groups than `GROUPS`."""
    groups = set(re.compile(_pattern(value), re.MULTILINE).groupindex)
    if unknown := sorted(groups - GROUPS):
        raise WrongValueError(f"the groups {', '.join(sorted(GROUPS))}, not {', '.join(unknown)}")
    return check_text(value)


def _encoding(value: object) -> str:
    """Check that a value is a Python codec for text, but not in `_NO_ENCODINGS`; return the usual name of the codec."""
    try:
        "".encode(check_text(value))
        name = codecs.lookup(check_text(value)).name
    except (LookupError, ValueError):
        name = ""
    if not name or name.replace("-", "_") in _NO_ENCODINGS:
        raise WrongValueError('an encoding, as "windows-1252", "big5" or "koi8-r"')
    return name


def _names(value: object) -> tuple[tuple[str, str], ...]:
    """Check a table of names for keys of the front matter, and return it as sorted pairs (key, name in the files)."""
    names = tuple(sorted((key, check_text(inner)) for key, inner in check_table(value).items()))
    if unknown := sorted({ours for ours, _ in names} - _RENAMABLE):
        raise WrongValueError(
            f"our keys with theirs, and we have no {unknown[0]}; {advise_nearest(unknown[0], _RENAMABLE)}"
        )
    return names


def _template(value: object) -> str:
    """Check that a value is a text in which braces stand around names only."""
    if re.search("[{}]", PLACEHOLDER.sub("", check_text(value))):
        raise WrongValueError('text with names in braces, as "/t/{id}"')
    return check_text(value)


def _templates(value: object) -> tuple[str, ...]:
    return tuple(map(_template, check_texts(value)))


def _checked(check: Check) -> dict[str, Check]:
    return {"check": check}


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A table `[[source]]`: how to parse the files that a glob matches, whose posts have headings of another form.

    Patterns are regular expressions in which `^` and `$` match at the ends of lines. Each field is a key of the table;
    its metadata has the check of the value.
    """

    glob: str = field(metadata=_checked(check_text))
    """Glob of the files, for their paths relative to the content folder; `*` matches also `/`."""
    post: str = field(default="", metadata=_checked(_post))
    """Pattern of a post's heading, on one line or several, with any of the groups `id author date reply_to`. "" for
    files in a form of our own, or, with `thread`, files of one post each."""
    footer: str | None = field(default=None, metadata=_checked(_post))
    """Pattern of lines at the end of a post that are not part of it, with any of the groups of `post`."""
    separator: str | None = field(default=None, metadata=_checked(_pattern))
    """Pattern of a line between two posts that belongs to neither; None if there are none."""
    title: str | None = field(default=None, metadata=_checked(_pattern))
    """Pattern whose first group, or whole match, is the title; None for the first heading."""
    date_format: str | None = field(default=None, metadata=_checked(check_text))
    """The format of dates, in the directives of `datetime.strptime`; None for ISO 8601."""
    format: str | None = field(default=None, metadata=_checked(one_of(*BodyFormat)))
    """The `BodyFormat` of posts; None for the default."""
    encoding: str | None = field(default=None, metadata=_checked(_encoding))
    """The encoding of the files, by its name in Python; None for UTF-8."""
    path: str | None = field(default=None, metadata=_checked(_pattern))
    """Pattern that is searched in the path of a file, for its named groups. The group `title` is the title of a file
    that has none; templates can have the others. With `thread`, those that `post` can have are of a file's only post.
    """
    thread: str | None = field(default=None, metadata=_checked(_template))
    """Template of the name of the thread that a file is a part of: names in braces are groups of `path`, `title`, or
    keys of the front matter that we do not know. Files with one name, in one folder, are one thread; with a slash at
    the begin of the template, in any folder. None if each file is a thread."""
    order: str | None = field(default=None, metadata=_checked(one_of("date", "number", "name")))
    """How the posts of a thread of several files are ordered: by `date`; by `number`, the group of `path`; by the
    `name` of the files, in which numbers count as numbers; None for by date if all posts have one, else by name."""
    source: str | None = field(default=None, metadata=_checked(_template))
    """Template of the URL of the original: names in braces are groups of `path`, or keys of the front matter that we do
    not know."""
    aliases: tuple[str, ...] = field(default=(), metadata=_checked(_templates))
    """Templates of former addresses, in the form of `source`."""
    front_matter: tuple[tuple[str, str], ...] = field(default=(), metadata=_checked(_names))
    """Pairs (key of the front matter, its name in these files) for keys that have another name there."""


def convention_for(path: str, conventions: Iterable[Convention]) -> Convention | None:
    """The first convention whose glob matches a file, by its path relative to the content folder; None if none does."""
    return next((c for c in conventions if matches(path, c.glob)), None)


def matches(path: str, glob: str) -> bool:
    """True if a glob matches the whole path; case counts, and `*` matches also `/`.

    Names are compared in Unicode NFC, since some file systems, and archives from there, store them decomposed.

    >>> matches("old/2019/a.md", "old/*.md"), matches("Old/a.md", "old/*.md")
    (True, False)
    >>> matches("prive\u0301/a.md", "priv\u00e9/*")
    True
    """
    if not path.isascii():
        path, glob = unicodedata.normalize("NFC", path), unicodedata.normalize("NFC", glob)
    return fnmatch.fnmatchcase(path, glob)
