"""Decodes the bytes of a source: UTF-8, or the encoding that its `[[source]]` table names."""

from archiver.errors import Problem

UTF_8 = "utf-8-sig"
"""Python's name for UTF-8 with an optional byte order mark, which it drops."""


def decode(source: bytes, encoding: str | None, project_path: str) -> tuple[str, Problem | None]:
    """Decode the bytes of a source. Lines of the text end in `\\n`, and NUL is replaced by U+FFFD.

    Args:
        source: the bytes of the file.
        encoding: the name of a Python codec; None for UTF-8 with an optional byte order mark.
        project_path: the file, relative to the project's folder, as the problem names it.

    Returns:
        The text and None; or "" and a problem that names the first byte that cannot be decoded.
    """
    try:
        text = source.decode(encoding or UTF_8)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        hint = f'mend it, or encoding = "{encoding}"' if encoding else _hint(source)
        message = f"not {encoding or 'UTF-8'} at byte {start}; {hint}"
        return "", Problem(path=project_path, line=source.count(b"\n", 0, start) + 1, message=message)
    text = text.removeprefix("\ufeff") if encoding else text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), None


def to_utf_8(source: bytes, encoding: str | None) -> bytes:
    """The bytes of a source in UTF-8, for the copy that the site publishes.

    `encoding` is a Python codec with which `decode` has succeeded; None for UTF-8, which is returned unchanged.
    """
    return source if encoding is None else source.decode(encoding).encode("utf-8", "replace")


def _hint(source: bytes) -> str:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 'save the file as UTF-8, or say encoding = "utf-16" in [[source]]'
    return "save the file as UTF-8, or name its encoding in [[source]]"
