"""Front matter: YAML between two `---` lines, read as values with lines.

Scalars stay text (`title: 2024`, `tags: [no]` mean what they say), anchors and aliases are refused, and size and
depth are bounded, so that a few lines cannot become a gigabyte.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from typing import cast

import yaml

from archiver import urls
from archiver.config import Convention, is_language_tag, nearest
from archiver.model import BodyFormat, Moment
from archiver.parse.posts import Lines, is_web_address, parse_moment
from archiver.parse.yaml_scalars import ScalarKind, quote_all_plain_scalars, quote_plain_scalars

_LARGEST = 64 * 1024  # characters
_DEEPEST = 20
_KEY = re.compile(r"[\"']?\w[\w .-]*[\"']?[ \t]*:(?:\s|\Z)")
_OPENINGS = "[{:?-"  # each list and each table has one at its begin, or behind its first key
_SCALAR_KINDS = {"title": ScalarKind.TEXT, "author": ScalarKind.NAME, "tags": ScalarKind.NAMES}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the front matter says of the thread, and for posts that say nothing themselves."""

    title: str | None = None
    title_line: int = 0
    """Where the title stands; 0 without one."""
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    source: str | None = None
    format: BodyFormat | None = None
    aliases: tuple[str, ...] = ()
    """Files of the site, relative to the output folder."""
    draft: bool = False
    date: Moment | None = None
    author: str | None = None
    extra: dict[str, object] = field(default_factory=dict)


class _WrongValueError(ValueError):
    """What a value should have been."""


def read_front_matter(lines: Lines, zone: tzinfo, convention: Convention | None) -> tuple[FrontMatter | None, int]:
    """The front matter, and the index of the first line behind it; None if it cannot be read at all.

    Under another's convention, keys have the names that it gives them, and those that we do not know go to `extra`.
    """
    if lines.lines[0].rstrip() != "---":
        return FrontMatter(), 0
    end = next((i for i, line in enumerate(lines.lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    first = next((line for line in lines.lines[1:] if line.strip()), "")
    if end is None and not _KEY.match(first):
        return FrontMatter(), 1  # it is a ruler, and text stands below it
    if end and first.startswith("#") and all(line.startswith("#") for line in lines.lines[1:end] if line.strip()):
        return FrontMatter(), 1  # these are headings between rulers, not remarks
    if end is None:
        lines.problem(1, "front matter that never ends; close it with a line ---")
        return None, 0
    node = _read_yaml(lines.lines[1:end], lines, convention)
    if node is None:
        return None, 0
    return _read_keys(node, lines, zone, convention), end + 1


def _read_yaml(text: list[str], lines: Lines, convention: Convention | None) -> yaml.MappingNode | None:
    if sum(map(len, text)) + len(text) > _LARGEST:
        lines.problem(1, f"front matter of more than {_LARGEST} characters; move it into the posts")
        return None
    quoted = quote_plain_scalars(text, partial(_scalar_kind, convention))
    node, wrong = _compose(quoted)
    if wrong:
        node, still_wrong = _compose(quote_all_plain_scalars(quoted))
        if still_wrong:
            lines.problem(*wrong)
            return None
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        lines.problem(2, 'front matter must be "key: value" lines')
        return None
    return node


def _scalar_kind(convention: Convention | None, name: str) -> ScalarKind:
    """What the value of a key is for."""
    ours = {theirs: key for key, theirs in convention.front_matter} if convention else {}
    key = ours.get(name, name)
    if key not in KEYS or (key in ours.values() and name not in ours):
        return ScalarKind.YAML_IF_LOSSLESS
    return _SCALAR_KINDS.get(key, ScalarKind.YAML)


def _compose(text: list[str]) -> tuple[yaml.Node | None, tuple[int, str] | None]:
    """What YAML makes of it; or the line and the message of what is wrong."""
    try:
        if refused := _find_refused("\n".join(text)):
            return None, refused
        return yaml.compose("\n".join(text), _LOADER), None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        message = f"front matter is not YAML: {what}; text with such characters belongs in quotation marks"
        return None, (mark.line + 2 if mark else 1, message)


def _find_refused(text: str) -> tuple[int, str] | None:
    """The line and message of the first alias or of nesting too deep, found without recursion."""
    if "*" not in text and "&" not in text and sum(map(text.count, _OPENINGS)) <= _DEEPEST:
        return None
    depth = line = 0
    for event in yaml.parse(text, _LOADER):
        line = event.start_mark.line + 2 if event.start_mark else line
        if isinstance(event, yaml.AliasEvent):
            return line, "front matter may not use aliases (*name); write the value out"
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return line, f"front matter nested deeper than {_DEEPEST}; make it flatter"
    return None


def _read_keys(node: yaml.MappingNode, lines: Lines, zone: tzinfo, convention: Convention | None) -> FrontMatter:
    ours = {theirs: key for key, theirs in convention.front_matter} if convention else {}
    values: dict[str, object] = {}
    foreign: dict[str, object] = {}
    for key_node, value_node in node.value:
        name = _sound(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "…"
        key = ours.get(name, name)
        line = key_node.start_mark.line + 2
        if convention and (key not in KEYS or (key in ours.values() and name not in ours)):
            foreign[name] = _plain(value_node)
        elif key not in KEYS:
            lines.problem(line, f'there is no front matter key "{key}"; {nearest(key, set(KEYS))}')
        elif key in values:
            lines.problem(line, f'"{key}" stands here twice; keep one')
        else:
            try:
                values[key] = KEYS[key](value_node, zone)
                if key == "title":
                    values["title_line"] = line
            except _WrongValueError as error:
                lines.problem(line, f'"{name}" is not right; it takes {error}')
    if foreign:
        values["extra"] = {**foreign, **cast("dict[str, object]", values.get("extra", {}))}
    return FrontMatter(**values)  # type: ignore[arg-type]  # checked by KEYS


def _text(node: yaml.Node, _zone: tzinfo) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        raise _WrongValueError("text")
    return " ".join(_sound(node.value).split()) or None


def _sound(text: str) -> str:
    """Text that UTF-8 can carry: an escape in YAML can spell half of a surrogate pair."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _texts(node: yaml.Node, zone: tzinfo) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        parts = [" ".join(part.split()) for part in _sound(node.value).split(",")]
    elif isinstance(node, yaml.SequenceNode):
        parts = [_text(inner, zone) or "" for inner in node.value]
    else:
        raise _WrongValueError("a list, as [moon, funding]")
    return tuple(dict.fromkeys(part for part in parts if part))


def _flag(node: yaml.Node, zone: tzinfo) -> bool:
    text = (_text(node, zone) or "").lower()
    if text not in {"true", "false", "yes", "no"}:
        raise _WrongValueError("true or false")
    return text in {"true", "yes"}


def _one_of(*known: str) -> Callable[[yaml.Node, tzinfo], str]:
    def read(node: yaml.Node, zone: tzinfo) -> str:
        text = _text(node, zone)
        if text not in known:
            raise _WrongValueError(" or ".join(known))
        return str(text)

    return read


def _language(node: yaml.Node, zone: tzinfo) -> str:
    text = _text(node, zone) or ""
    if not is_language_tag(text):
        raise _WrongValueError("a language tag, as en or pt-BR")
    return text


def _address(node: yaml.Node, zone: tzinfo) -> str:
    text = _text(node, zone) or ""
    if not is_web_address(text):
        raise _WrongValueError("an http or https address")
    return text


def _format(node: yaml.Node, zone: tzinfo) -> BodyFormat:
    return BodyFormat(_one_of(*BodyFormat)(node, zone))


def _aliases(node: yaml.Node, zone: tzinfo) -> tuple[str, ...]:
    paths = [urls.alias_path(alias) for alias in _texts(node, zone)]
    if None in paths:
        raise _WrongValueError("addresses without a query, as /t/991 or https://forum.example/t/991.html")
    return tuple(dict.fromkeys(path for path in paths if path))


def _moment(node: yaml.Node, zone: tzinfo) -> Moment:
    moment = parse_moment(_text(node, zone) or "", zone)
    if moment is None:
        raise _WrongValueError("an ISO 8601 date, as 2022-07-05 or 2022-07-05T14:03:00Z")
    return moment


def _table(node: yaml.Node, _zone: tzinfo) -> dict[str, object]:
    if not isinstance(node, yaml.MappingNode):
        raise _WrongValueError("a table of keys and values")
    return {_sound(str(key.value)): _plain(value) for key, value in node.value}


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {_sound(str(key.value)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(inner) for inner in node.value)
    return _sound(str(node.value))


KEYS: dict[str, Callable[[yaml.Node, tzinfo], object]] = {
    "title": _text,
    "tags": _texts,
    "lang": _language,
    "dir": _one_of("ltr", "rtl", "auto"),
    "source": _address,
    "format": _format,
    "aliases": _aliases,
    "draft": _flag,
    "date": _moment,
    "author": _text,
    "extra": _table,
}
