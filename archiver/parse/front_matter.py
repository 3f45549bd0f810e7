"""Front matter: YAML between two `---` lines, read as values with lines.

Scalars stay text (`title: 2024`, `tags: [no]` mean what they say), anchors and aliases are refused, and size and
depth are bounded, so that a few lines cannot become a gigabyte.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

import yaml

from archiver.config import is_language_tag, nearest
from archiver.model import Moment
from archiver.parse.posts import Lines, is_web_address, read_moment

_LARGEST = 64 * 1024  # characters
_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the front matter says of the thread, and for posts that say nothing themselves."""

    title: str | None = None
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dir: str | None = None
    source: str | None = None
    draft: bool = False
    date: Moment | None = None
    author: str | None = None
    extra: dict[str, object] = field(default_factory=dict)


class _WrongValueError(ValueError):
    """What a value should have been."""


def read_front_matter(lines: Lines, zone: tzinfo) -> tuple[FrontMatter | None, int]:
    """The front matter, and the index of the first line behind it; None if it cannot be read at all."""
    if lines.lines[0].rstrip() != "---":
        return FrontMatter(), 0
    end = next((i for i, line in enumerate(lines.lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        lines.problem(1, "front matter that never ends; close it with a line ---")
        return None, 0
    node = _compose("\n".join(lines.lines[1:end]), lines)
    if node is None:
        return None, 0
    return _read_keys(node, lines, zone), end + 1


def _compose(text: str, lines: Lines) -> yaml.MappingNode | None:
    if len(text) > _LARGEST:
        lines.problem(1, f"front matter of more than {_LARGEST} characters; move it into the posts")
        return None
    try:
        if refused := _find_refused(text):
            lines.problem(*refused)
            return None
        node = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        lines.problem(mark.line + 2 if mark else 1, f"front matter is not YAML: {what}")
        return None
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        lines.problem(2, 'front matter must be "key: value" lines')
        return None
    return node


def _find_refused(text: str) -> tuple[int, str] | None:
    """The line and message of the first alias or of nesting too deep, found without recursion."""
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


def _read_keys(node: yaml.MappingNode, lines: Lines, zone: tzinfo) -> FrontMatter:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = _sound(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "…"
        line = key_node.start_mark.line + 2
        if key not in _KEYS:
            lines.problem(line, f'there is no front matter key "{key}"; {nearest(key, set(_KEYS))}')
        elif key in values:
            lines.problem(line, f'"{key}" stands here twice; keep one')
        else:
            try:
                values[key] = _KEYS[key](value_node, zone)
            except _WrongValueError as error:
                lines.problem(line, f'"{key}" is not right; it takes {error}')
    values.pop("format", None)
    return FrontMatter(**values)  # type: ignore[arg-type]  # checked by _KEYS


def _text(node: yaml.Node, _zone: tzinfo) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        raise _WrongValueError("text")
    return " ".join(_sound(node.value).split()) or None


def _sound(text: str) -> str:
    """Text that UTF-8 can carry: an escape in YAML can spell half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode()


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


def _moment(node: yaml.Node, zone: tzinfo) -> Moment:
    moment = read_moment(_text(node, zone) or "", zone)
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


_KEYS: dict[str, Callable[[yaml.Node, tzinfo], object]] = {
    "title": _text,
    "tags": _texts,
    "lang": _language,
    "dir": _one_of("ltr", "rtl", "auto"),
    "source": _address,
    "format": _one_of("markdown"),
    "draft": _flag,
    "date": _moment,
    "author": _text,
    "extra": _table,
}
