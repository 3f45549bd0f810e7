"""Files of the browser index as scripts, for pages that are read as files: browsers let these load scripts, and fetch
nothing.

The script of a file `DIGEST.bin` is `DIGEST.bin.js`, which hands over the bytes of that file in base64. It is text that
every host and every disk stores as it is; as it is compressed already, a zip makes it a quarter smaller again.
"""

import re
from base64 import b64encode
from binascii import a2b_base64
from collections.abc import Iterable, Iterator

from archiver.model import Output
from archiver.search.browser.files import FOLDER
from archiver.search.port import BrowserExport, ReadFile

_SCRIPT = re.compile(rb'var archiver="([A-Za-z0-9+/]*={0,2})";\n')


class BrowserIndexScripts:
    """An export whose files below `search/data/` are scripts. Implements the port's `BrowserExport`."""

    def __init__(self, export: BrowserExport) -> None:
        """`export` has the files; it must read those of the last export by a `script_reader`."""
        self._export = export

    def __iter__(self) -> Iterator[Output]:
        """Make the files, in the order of the export."""
        return map(_as_script, self._export)

    def unchanged(self) -> Iterable[str]:
        """The paths of the files; see `BrowserExport.unchanged`."""
        return map(_script_path, self._export.unchanged())


def script_reader(read: ReadFile) -> ReadFile:
    """A function that reads files of the browser index from their scripts, and all others as `read` does."""

    def read_file(path: str) -> bytes | None:
        script = read(_script_path(path))
        return script if script is None or not path.startswith(FOLDER) else content_of_script(script)

    return read_file


def encode_script(content: bytes) -> bytes:
    """The script that hands over bytes."""
    return b'var archiver="%b";\n' % b64encode(content)


def content_of_script(script: bytes) -> bytes | None:
    """The bytes that a script hands over; None for a script that is no file of the browser index."""
    match = _SCRIPT.fullmatch(script)
    try:
        return a2b_base64(match[1], strict_mode=True) if match else None
    except ValueError:
        return None


def _script_path(path: str) -> str:
    return f"{path}.js" if path.startswith(FOLDER) else path


def _as_script(output: Output) -> Output:
    if not output.path.startswith(FOLDER):
        return output
    return Output(path=_script_path(output.path), content=encode_script(output.content))
