"""Looks for words that get lost: `python tests/bench/words.py FOLDER --format html [--post REGEX]`.

Reads each file below FOLDER as one body, or as posts that begin at a line that matches REGEX, and prints what words of
them cannot be found in what was made of them, with the line in which they stood.
"""

import argparse
import multiprocessing
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver.bodies import MarkdownOptions, read_body
from archiver.model import BodyFormat
from tests.laws import shown, wanted
from tests.laws.words import lost_words, words_of

WANTED = {"markdown": wanted.in_markdown, "text": wanted.in_text, "html": wanted.in_html}


def lost_in(body: str, form: str) -> list[tuple[str, str, str]]:
    blocks = read_body(body, BodyFormat(form), None, options=MarkdownOptions())
    got = shown.in_blocks(blocks)
    texts, said = WANTED[form](body)
    lost = lost_words(texts, got)
    lines = body.split("\n")
    out = [("text", w, next((line for line in sorted(lines, key=lambda x: not x.lstrip().startswith("[")) if w in words_of(line)), "")) for w in dict.fromkeys(lost)]
    glued = "".join("".join(words_of(t)) for t in got)
    out += [(where, w, value) for where, value in said for w in words_of(value) if w not in glued]
    return out


def bodies(path: Path, post: str | None) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return re.split(post, text, flags=re.MULTILINE)[1:] if post else [text]


def _work(job):
    path, form, post = job
    return str(path), [x for body in bodies(path, post) for x in lost_in(body, form)]


def kind(word: str, line: str) -> str:
    at = line.lower().find(word)
    near = line[max(0, at - 12) : at] + "◆" + line[at + len(word) : at + len(word) + 8]
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "1", near))


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("folder", type=Path)
    p.add_argument("--format", default="markdown")
    p.add_argument("--post")
    p.add_argument("--glob", default="*.md")
    p.add_argument("--limit", type=int, default=0)
    a = p.parse_args()
    files = sorted(a.folder.rglob(a.glob))
    if a.limit:
        files = files[:: max(1, len(files) // a.limit)]
    kinds: dict[str, list] = defaultdict(list)
    total = 0
    with multiprocessing.Pool(1) as pool:
        for path, found in pool.imap_unordered(_work, [(f, a.format, a.post) for f in files], chunksize=20):
            total += len(found)
            for where, word, line in found:
                kinds[f"{where} {kind(word, line) if where == 'text' else ''}"].append((path, word, line))
    print(len(files), "files", total, "lost")
    for name, rows in sorted(kinds.items(), key=lambda i: -len(i[1]))[:60]:
        path, word, line = rows[0]
        at = max(0, line.lower().find(word))
        print(f"{len(rows):5} {name!r}: {word!r} in {line[max(0, at - 100) : at + 60]!r} {path[-40:]}")


if __name__ == "__main__":
    main()
