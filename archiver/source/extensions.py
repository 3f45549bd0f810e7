"""File name extensions of Markdown files: `.md` and its variants, in upper or lower case."""

EXTENSIONS = (".md", ".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd")


def is_markdown(name: str) -> bool:
    """True if a file with this name is a thread source.

    >>> is_markdown("a.md"), is_markdown("A.MD"), is_markdown("a.Markdown"), is_markdown("a.md.bak")
    (True, True, True, False)
    """
    return name.endswith(".md") or name.lower().endswith(EXTENSIONS)


def without_extension(path: str) -> str:
    """The path of a Markdown file without the last dot and what follows it."""
    return path[: path.rindex(".")]
