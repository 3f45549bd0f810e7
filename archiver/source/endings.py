"""The endings of Markdown files: `.md`, and what else they are called, in capitals or not."""

ENDINGS = (".md", ".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd")


def is_markdown(name: str) -> bool:
    """True for the name of a file that is a thread.

    >>> is_markdown("a.md"), is_markdown("A.MD"), is_markdown("a.Markdown"), is_markdown("a.md.bak")
    (True, True, True, False)
    """
    return name.endswith(".md") or name.lower().endswith(ENDINGS)


def without_ending(path: str) -> str:
    """The path of a Markdown file without its ending."""
    return path[: path.rindex(".")]
