"""What a thread gets from the path of its source by a `[[source]]` table: a title, and addresses of the original.

The named groups of the table's `path` pattern, and keys of the front matter that we do not know, fill the templates of
the addresses.
"""

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from msgspec.structs import replace

from archiver import urls
from archiver.config import PLACEHOLDER, Convention
from archiver.errors import Severity
from archiver.model import FrontMatter
from archiver.parse.file_names import title_from_file_name, title_from_name
from archiver.parse.patterns import compile_pattern
from archiver.parse.source_lines import SourceLines
from archiver.values import is_web_address

_SAFE = "/:@!$&'(),*;+=-._~%"  # characters of a value that stay as they are in an address


def title_by_path(path: str, convention: Convention | None) -> str | None:
    """A title from the path of a file: of the group `title` of the table's `path` pattern, else of the file's name.

    None if neither has a letter or digit.
    """
    named = title_from_name(path_groups(path, convention).get("title", "")) if convention else None
    return named or title_from_file_name(path)


def with_addresses(lines: SourceLines, path: str, front: FrontMatter, convention: Convention) -> FrontMatter:
    """The front matter with the addresses that the table's templates give; a `source` of its own stays.

    Args:
        lines: the source; a warning for each address that cannot be made is added to it.
        path: the file, relative to the content folder.
        front: the front matter.
        convention: the `[[source]]` table.
    """
    if convention.source is None and not convention.aliases:
        return front
    values = {name: value for name, value in front.extra.items() if isinstance(value, str)}
    fill = partial(_filled, lines, convention, {**values, **path_groups(path, convention)})
    source = front.source
    if source is None and convention.source and (address := fill(convention.source)):
        if is_web_address(address):
            source = address
        else:
            _warn(lines, convention, f'"{address}" is no web address')
    aliases = [*front.aliases]
    for address in filter(None, map(fill, convention.aliases)):
        if alias := urls.alias_path(address):
            aliases.append(alias)
        else:
            _warn(lines, convention, f'no page can be at "{address}"')
    return replace(front, source=source, aliases=tuple(dict.fromkeys(aliases)))


def path_groups(path: str, convention: Convention) -> Mapping[str, str]:
    """What the named groups of the table's `path` pattern have in the path of a file, without those that are empty."""
    match = compile_pattern(convention.path).search(path) if convention.path else None
    return {name: value for name, value in match.groupdict().items() if value} if match else {}


def _filled(lines: SourceLines, convention: Convention, values: Mapping[str, str], template: str) -> str | None:
    """The template with the values of its names; None, with a warning, if a name has no value.

    Args:
        lines: the warning is added to it.
        convention: the `[[source]]` table.
        values: by name.
        template: a text with names in braces.
    """
    if missing := [name for name in PLACEHOLDER.findall(template) if name not in values]:
        _warn(lines, convention, f'neither its path nor its front matter has "{missing[0]}" for "{template}"')
        return None
    return PLACEHOLDER.sub(lambda match: quote(values[match[1]].strip(), safe=_SAFE), template)


def _warn(lines: SourceLines, convention: Convention, what: str) -> None:
    lines.problem(0, f'{what}; mend the addresses of [[source]] "{convention.glob}"', Severity.WARNING)
