"""The text of a source, in UTF-8 or the encoding that its `[[source]]` table names."""

from archiver.errors import Problem

UTF_8 = "utf-8-sig"
"""UTF-8; a byte order mark is dropped."""


def decode(source: bytes, encoding: str | None, project_path: str) -> tuple[str, Problem | None]:
    """The text, with `\\n` between lines; or the problem that names the first byte that has no meaning."""
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
    """A source that can be decoded, as browsers expect it."""
    return source if encoding is None else source.decode(encoding).encode("utf-8", "replace")


def _hint(source: bytes) -> str:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 'save the file as UTF-8, or say encoding = "utf-16" in [[source]]'
    return "save the file as UTF-8, or name its encoding in [[source]]"
