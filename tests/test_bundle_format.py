"""The example in the description of the browser index is what an export of its two posts makes."""

import gzip
import re
from pathlib import Path

from msgspec.structs import replace

from archiver.search import browser
from tests.small_index import make_post, make_thread
from tests.test_bundle import export, small_index

FORMAT = Path(browser.__file__).with_name("FORMAT.md")
PI = make_thread(
    "lab/pi",
    make_post("Two pies", author="Ada", at="2024-03-14T09:26:00+01:00"),
    replace(make_post("Yes", number=2, quoted="Two pies", cites=["lab/pi#p1"]), quoted_authors=((8, "Ada"),)),
    title="Pi",
    tags=["Maths"],
)


def example() -> dict[str, bytes]:
    """The uncompressed content of each file in the example, by its path."""
    files: dict[str, bytes] = {}
    path = ""
    for line in FORMAT.read_text(encoding="utf-8").partition("\n## Example\n")[2].splitlines():
        text = line.removeprefix("    ")
        if text == line:
            continue
        if text.startswith("search/data/"):
            path = text
            files[path] = b""
        elif text.startswith(("{", "[")):
            files[path] = text.encode()
        else:
            found = re.match(r"(?:[0-9a-f]{2}(?: {1,2}|$))+", text)
            assert found, line
            files[path] += bytes.fromhex(found[0])
    return files


def test_the_example_is_what_is_exported(tmp_path: Path) -> None:
    files = export(small_index(tmp_path, [PI]))
    assert {path: gzip.decompress(content) for path, content in files.items()} == example()
    assert {content[:10].hex(" ") for content in files.values()} == {"1f 8b 08 00 00 00 00 00 00 ff"}
