"""A statement in SQL while it is made: its values are apart from its text."""

from collections.abc import Iterable

from archiver.search.server.matching import (
    AllOf,
    AnyOf,
    AnyTerm,
    Between,
    Condition,
    InSet,
    NotOf,
    TermSequence,
    ThesePosts,
)


class Statement:
    """Collects the values of a statement."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        """The values by their names."""
        self._names: dict[object, str] = {}

    def bind(self, value: object, kind: str) -> str:
        """The SQL of a value, which is of the type `kind`; equal texts and numbers are one value."""
        key = (value, kind) if isinstance(value, str | int) else None
        name = self._names.get(key) if key else None
        if name is None:
            name = f"v{len(self.values)}"
            self.values[name] = value
            if key:
                self._names[key] = name
        return f"CAST(:{name} AS {kind})"

    def condition(self, condition: Condition) -> str:  # noqa: PLR0911  one for each kind
        """The SQL of a condition on the columns of the table of posts; it is true or false, never null."""
        match condition:
            case AllOf(parts):
                return f"({' AND '.join(map(self.condition, parts))})" if parts else "true"
            case AnyOf(parts):
                return f"({' OR '.join(map(self.condition, parts))})" if parts else "false"
            case NotOf(part):
                return f"(NOT {self.condition(part)})"
            case InSet(value):
                return f"p.sets @> ARRAY[{self.bind(value, 'text')}]"
            case AnyTerm(field, terms):
                return f"p.{field} @@ {self.terms(terms)}"
            case TermSequence(field, terms):
                return f"p.{field} @@ {self.bind(' <-> '.join(map(lexeme, terms)), 'tsquery')}"
            case ThesePosts(posts):
                threads, numbers = ([post[at] for post in posts] for at in (0, 1))
                pairs = f"unnest({self.bind(threads, 'bigint[]')}, {self.bind(numbers, 'integer[]')})"
                return f"(p.thread, p.number) IN (SELECT * FROM {pairs})"
            case Between(first, last):
                since = "" if first is None else f" AND p.at >= {first:d}"
                return f"(p.at IS NOT NULL{since}{'' if last is None else f' AND p.at < {last:d}'})"

    def terms(self, terms: Iterable[str]) -> str:
        """The SQL of a query for one of some terms."""
        return self.bind(" | ".join(map(lexeme, terms)), "tsquery")


def lexeme(term: str) -> str:
    """A term as it is written in the texts of PostgreSQL's types `tsvector` and `tsquery`.

    >>> lexeme("o'neil")
    "'o''neil'"
    """
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
