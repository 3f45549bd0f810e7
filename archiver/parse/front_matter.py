"""Parses front matter: YAML between two `---` lines at the begin of a source.

Anchors and aliases are refused, and size and depth are bounded, so that a few lines cannot become a gigabyte.
"""

import re
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

import yaml
from msgspec.structs import replace

from archiver.config import Convention
from archiver.model import FrontMatter
from archiver.parse.front_matter_keys import KEYS
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title
from archiver.parse.yaml_scalars import ScalarKind, quote_all_plain_scalars, quote_plain_scalars
from archiver.values import WrongValueError, advise_nearest

_LARGEST = 64 * 1024  # characters
_DEEPEST = 20  # levels of lists and tables
_KEY = re.compile(r"[\"']?\w[\w .-]*[\"']?[ \t]*:(?:\s|\Z)")
_OPENINGS = "[{:?-"  # each list and each table has one at its begin, or after its first key
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _YamlFault(NamedTuple):
    """Why YAML cannot be parsed: line number in the source, message, and column, from 1 (0 if it is not known)."""

    line: int
    message: str
    column: int = 0


class FrontMatterBlock(NamedTuple):
    """The front matter of a source, and its lines."""

    front: FrontMatter
    end: int
    """The index of the first line of the source after the front matter; 0 if the source has no front matter."""
    title: Title | None = None
    """The title in the front matter, with its line number; None if it has none."""


def parse_front_matter(lines: SourceLines, zone: tzinfo, convention: Convention | None) -> FrontMatterBlock | None:
    """Parse the front matter of a source. A source without one has all defaults.

    Returns None if the YAML cannot be parsed, and adds a problem to `lines`. Wrong values and unknown keys are problems
    too, but the other keys are still returned.

    Args:
        lines: the whole source; problems are added to it.
        zone: the time zone of dates that name none.
        convention: the `[[source]]` table that the file belongs to. Keys have the names that it gives them, and
            unknown keys go to `extra`; without a convention an unknown key is a problem.
    """
    if lines.lines[0].rstrip() != "---":
        return FrontMatterBlock(FrontMatter(), 0)
    end = next((i for i, line in enumerate(lines.lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    first = next((line for line in lines.lines[1:] if line.strip()), "")
    if end is None and not _KEY.match(first):
        return FrontMatterBlock(FrontMatter(), 1)  # the line is a ruler above text
    if end and first.startswith("#") and all(line.startswith("#") for line in lines.lines[1:end] if line.strip()):
        return FrontMatterBlock(FrontMatter(), 1)  # headings between rulers, not comments of YAML
    if end is None:
        lines.problem(1, "front matter that never ends; close it with a line ---")
        return None
    node = _parse_yaml(lines.lines[1:end], lines, convention)
    return _parse_keys(node, lines, zone, convention, end + 1) if node else None


def _parse_yaml(text: list[str], lines: SourceLines, convention: Convention | None) -> yaml.MappingNode | None:
    if sum(map(len, text)) + len(text) > _LARGEST:
        lines.problem(1, f"front matter of more than {_LARGEST} characters; move it into the posts")
        return None
    quoted = quote_plain_scalars(text, partial(_scalar_kind, convention))
    node, wrong = _compose(quoted)
    if wrong:
        node, still_wrong = _compose(quote_all_plain_scalars(quoted))
        if still_wrong:
            is_as_written = quoted[wrong.line - 2 : wrong.line - 1] == text[wrong.line - 2 : wrong.line - 1]
            lines.problem(wrong.line, wrong.message, column=wrong.column if is_as_written else 0)
            return None
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [])
    if not isinstance(node, yaml.MappingNode):
        lines.problem(2, 'front matter must be "key: value" lines')
        return None
    return node


def _scalar_kind(convention: Convention | None, name: str) -> ScalarKind:
    """The kind of the value of a key, which tells whether text in it has to be quoted for YAML."""
    key = _our_key(name, convention)
    return KEYS[key].scalar_kind if key else ScalarKind.YAML_IF_LOSSLESS


def _compose(text: list[str]) -> tuple[yaml.Node | None, _YamlFault | None]:
    """The YAML node of the lines of the front matter; or why they cannot be parsed."""
    try:
        if refused := _find_refused("\n".join(text)):
            return None, refused
        return yaml.compose("\n".join(text), _LOADER), None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        message = f"front matter is not YAML: {what}; text with such characters belongs in quotation marks"
        return None, _YamlFault(mark.line + 2, message, mark.column + 1) if mark else _YamlFault(1, message)


def _find_refused(text: str) -> _YamlFault | None:
    """The first alias, or nesting that is too deep; None if there is neither.

    It does not recurse: the text is untrusted.
    """
    if "*" not in text and "&" not in text and sum(map(text.count, _OPENINGS)) <= _DEEPEST:
        return None
    depth = line = 0
    for event in yaml.parse(text, _LOADER):
        line = event.start_mark.line + 2 if event.start_mark else line
        if isinstance(event, yaml.AliasEvent):
            return _YamlFault(line, "front matter may not use aliases (*name); write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return _YamlFault(line, f"front matter nested deeper than {_DEEPEST}; make it flatter")
    return None


def _parse_keys(
    node: yaml.MappingNode, lines: SourceLines, zone: tzinfo, convention: Convention | None, end: int
) -> FrontMatterBlock:
    values: dict[str, object] = {}
    foreign: dict[str, object] = {}
    title_line = 0
    for key_node, value_node in node.value:
        name = _sound(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "…"
        key = _our_key(name, convention)
        line = key_node.start_mark.line + 2
        if key is None and convention:
            foreign[name] = _plain(value_node)
        elif key is None:
            lines.problem(line, f'there is no front matter key "{name}"; {advise_nearest(name, set(KEYS))}')
        elif key in values:
            lines.problem(line, f'"{key}" stands here twice; keep one')
        else:
            title_line = line if key == "title" else title_line
            try:
                values[key] = KEYS[key].parse(_plain(value_node), zone)
            except WrongValueError as error:
                lines.problem(line, f'"{name}" is not right; it takes {error}')
    front = FrontMatter(**values)  # type: ignore[arg-type]  # checked by KEYS
    if foreign:
        front = replace(front, extra={**foreign, **front.extra})
    return FrontMatterBlock(front, end, Title(front.title, title_line, title_line) if front.title else None)


def _our_key(name: str, convention: Convention | None) -> str | None:
    """The key of `KEYS` for a name in the file; None if the name is unknown.

    A convention can give a key another name; then the usual name of the key is unknown. Other systems have ids for
    more than one purpose: with a convention, `id` stays among the unknown keys, which fill its templates.
    """
    ours = {theirs: key for key, theirs in convention.front_matter} if convention else {}
    key = ours.get(name, name)
    is_renamed = name not in ours and key in ours.values()
    is_foreign_id = key == "id" and convention is not None and name not in ours
    return None if key not in KEYS or is_renamed or is_foreign_id else key


def _plain(node: yaml.Node) -> object:
    """A YAML node as str, tuple or dict."""
    if isinstance(node, yaml.MappingNode):
        return {_sound(str(key.value)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(inner) for inner in node.value)
    return _sound(str(node.value))


def _sound(text: str) -> str:
    """The text without unpaired surrogates, which an escape in YAML can make, and UTF-8 cannot encode."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
