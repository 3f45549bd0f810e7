"""Feeds inputs that coverage guides to all that reads sources: `python -m tests.bench.fuzz FOLDER [--seconds 600]`.

Needs atheris, which is not among the dependencies: `pip install atheris`. FOLDER keeps the inputs that reached
something new. An exception ends it, and the input that raised it is written beside it.
"""

import argparse
import sys
from pathlib import Path

TITLE = b"# t\n\n## ada {#p1}\n\n"
NEXT = b"\n\n## ben {#p2 reply-to=p1}\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    import atheris

    with atheris.instrument_imports(include=["archiver", "markdown_it"]):
        from archiver.model import BodyFormat
        from archiver.quotes import find_origins, find_parents
        from tests.bench.linear import read

    forms = tuple(BodyFormat)

    def try_input(content: bytes) -> None:
        """The first byte chooses the format, and whether the rest is a source or the bodies of two posts."""
        first, rest = content[:1] or b"\0", content[1:]
        half = len(rest) // 2
        source = rest if first[0] & 4 else TITLE + rest[:half] + NEXT + rest[half:]
        parsed = read(source, forms[(first[0] & 3) % 3], lazy_quotes=bool(first[0] & 8))
        if parsed.thread:
            find_parents(parsed.thread, find_origins(parsed.thread))

    limits = [
        f"-max_total_time={arguments.seconds}",
        "-max_len=4096",
        "-timeout=20",
        f"-artifact_prefix={arguments.folder}/",
    ]
    atheris.Setup([sys.argv[0], *limits, str(arguments.folder)], try_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
