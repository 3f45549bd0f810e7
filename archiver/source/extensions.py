"""File name extensions of Markdown files: `.md` and its variants, in upper or lower case."""

EXTENSIONS = (".md", ".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd")

_LAST_LETTERS = frozenset({letter for e in EXTENSIONS for letter in (e[-1], e[-1].upper())})


def is_markdown(name: str) -> bool:
    """True if a file with this name is a thread source.

    >>> is_markdown("a.md"), is_markdown("A.MD"), is_markdown("a.Markdown"), is_markdown("a.md.bak")
    (True, True, True, False)
    """
    return name[-1:] in _LAST_LETTERS and (name.endswith(".md") or name.lower().endswith(EXTENSIONS))


def without_extension(path: str) -> str:
    """The path of a Markdown file without the last dot and what follows it."""
    return path[: path.rindex(".")]
