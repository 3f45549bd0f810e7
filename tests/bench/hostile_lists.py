"""Try whole lists of payloads: `python tests/bench/hostile_lists.py LIST...`.

A list is a text file (a payload a line), a Markdown file (its lines, and its fenced blocks whole), or JSON (texts, or
objects with a "payload"). Prints how much was looked at and every finding; exits with 1 if there is one.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # it is run as a script, and the tests are a package of the project

_BLOCK = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)


def main(paths: list[str]) -> int:
    from tests.browser import open_browser
    from tests.hostile import attack

    lists = {path: read_payloads(Path(path)) for path in paths}
    payloads = list(dict.fromkeys(payload for found in lists.values() for payload in found))
    for path, found in lists.items():
        say(f"{path}: {len(found)} payloads")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        outcome = attack(payloads, Path(folder), browser)
    say(f"{len(payloads)} different payloads in {outcome.threads} threads, {outcome.posts} posts")
    say(f"{outcome.problems} problems were named, {outcome.pages} pages opened, {outcome.posts_seen} posts seen")
    say(f"{len(outcome.findings)} findings in {time.monotonic() - start:.0f} s")
    for finding in outcome.findings:
        say(f"{finding.page}: {finding.what!a}")
    return 1 if outcome.findings else 0


def read_payloads(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        return [entry if isinstance(entry, str) else str(entry["payload"]) for entry in json.loads(text)]
    lines = [line for line in text.split("\n") if line.strip()]
    return lines + [match[2] for match in _BLOCK.finditer(text)] if path.suffix == ".md" else lines


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
