"""A pseudo-language, in whose translations no English is left out, and a site in which all else is Greek or digits.

Each translation is the message in brackets with its number before it. Of a page of such a site, Latin letters that are
not in brackets are a text that cannot be translated.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.conftest import Project
from tests.generate.messages import Message, all_messages

ATTRIBUTES = ("alt", "aria-label", "aria-description", "placeholder", "title")
_META = ("description", "og:title", "og:description", "og:site_name")
NOT_TEXT = {"script", "style", "code", "kbd"}
_NAMES = {"JSON", "UTC"}  # the same in all languages
_WORDS = [
    "άλφα",
    "βήτα",
    "γάμμα",
    "δέλτα",
    "ήτα",
    "θήτα",
    "κάππα",
    "λάμδα",
    "ρώμη",
    "σίγμα",
    "ύδωρ",
    "φως",
    "ψυχή",
    "ώρα",
]


@cache
def numbers() -> dict[Message, int]:
    """The number of each message. All templates and modules are read for them, so not when this module is imported."""
    return {message: number for number, message in enumerate(all_messages(), 1)}


def write_pseudo_language(path: Path) -> None:
    file = polib.POFile()
    file.metadata = {"Plural-Forms": "nplurals=3; plural=n==1 ? 0 : n%10==2 ? 1 : 2;"}
    for message, number in numbers().items():
        context = {"msgctxt": message.context} if message.context else {}
        texts = {0: message.msgid, 1: message.plural, 2: message.plural}
        entry = polib.POEntry(msgid=message.msgid, **context)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {form: bracketed(number, text) for form, text in texts.items()}
        else:
            entry.msgstr = bracketed(number, message.msgid)
        file.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))


def bracketed(number: int, text: str) -> str:
    return f"⟦{number} {text} < &⟧"


def find_english(html: str, *, skipped: frozenset[str] = frozenset()) -> list[str]:
    """The texts of a page, and of attributes that readers see or hear, that have Latin letters outside brackets.

    Elements in `skipped` are left out, besides scripts, styles, code and names of keys.
    """
    root = LexborHTMLParser(html).root
    assert root is not None
    texts = "".join(_texts(root, skipped | NOT_TEXT))
    assert texts.count("⟦") == texts.count("⟧")
    return [*_outside(texts), *(word for value in _values(root) for word in _outside(value))]


def used_numbers(html: str) -> set[int]:
    """The numbers of the messages that a page shows. Those in data for scripts do not count."""
    return {int(number) for number in re.findall(r"⟦(\d+) ", re.sub(r"(?s)<script.*?</script>", "", html))}


def _texts(node: LexborNode, skipped: frozenset[str]) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag not in skipped:
            yield from _texts(child, skipped)


def _values(root: LexborNode) -> Iterator[str]:
    for node in root.css("*"):
        attributes = node.attributes
        yield from (attributes[name] or "" for name in ATTRIBUTES if name in attributes)
        if node.tag == "meta" and {attributes.get("name"), attributes.get("property")} & {*_META}:
            yield attributes["content"] or ""


def _outside(text: str) -> Iterator[str]:
    """The words with Latin letters that are not in brackets."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return (word for word in re.findall(r"\S*[A-Za-z]\S*", text) if word not in _NAMES)


_LOCK = f"""\
format 1
1/2\t<https://a.example/9>\t-\t-\tp1:5 90 91!2026-11-30 92>1/3#p1 p6:8\t{"a" * 66}
8\t-\t-\t2026-11-30\t1>1/3#p1 2:4\t{"a" * 24}
9\t-\t-\t-\t1\tbbbbbb
"""
"""Threads and posts that are gone. A thread of which no day is known is gone since the lock was written."""


def write_greek_site(project: Project) -> None:
    """A site with pages of all kinds, on which each text of a template is somewhere."""
    chance = random.Random(1)  # noqa: S311

    def sentence(words: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."

    first, second, twice = sentence(30), sentence(30), sentence(20)
    left_out = " ".join([*first.split()[:8], "[…]", *first.split()[-8:]])
    altered = " ".join(["νέο" if n == 9 else word for n, word in enumerate(second.split())])
    long = sentence(220)
    posts = [
        ("Άννα", "p1", "", f"{first}\n\n{twice}"),
        ("Βίκτωρ", "p2", " reply-to=p1 score=1 deleted", f"{second}\n\n{twice}"),
        ("Γιώργος", "p3", ' reply-to=p99 score=1200 subject="Θέμα" edited=2022-07-06', f"{sentence(9)}\n\n{long}"),
        ("Δάφνη", "p4", " url=https://a.example/1", f"> {first}\n\n{sentence(9)}\n\n> {left_out}\n\n{sentence(9)}"),
        (
            "Εύα",
            "p5",
            ' reply-to=p4 accepted pinned reactions="👍 3, ναι 1" x-poll="Ναι 3"',
            f"> {altered}\n\n{sentence(9)}\n\n{sentence(9)}",
        ),
        ("Ζωή", "p6", "", f"> > {second}\n>\n> {sentence(20)}\n\n{sentence(9)}\n\n> {long}"),
        ("Άννα", "p7", " reply-to=p6", f"{sentence(9)}\n\n> {sentence(200)}"),
        ("Άννα", "p8", "", f"> {twice}\n\n{sentence(9)}"),
    ]
    states = "closed: true\npinned: true\nsolved: true\nviews: 7\n"
    head = f"---\ntags: [μέλι]\nsource: https://a.example/9\naliases: [/3/4, '/7?8=9']\n{states}---\n# Θέμα\n"
    days = enumerate(posts, 1)
    dated = [
        f"\n## {who} · 2022-07-0{n + n // 8}T10:00:00Z {{#{i}{more}}}\n\n{text}\n" for n, (who, i, more, text) in days
    ]
    project.write("content/1/2.md", head + "".join(dated))
    cross = f"# Άλλο\n\n## Άννα · 2023-01-01 {{#p1}}\n\n> {first}\n\n{sentence(9)}\n"
    project.write("content/1/3.md", cross)
    project.write("content/1/5.md", f"---\ndraft: true\n---\n# Άτιτλο\n\n## Άννα {{#p1}}\n\n{sentence(9)}\n")
    project.write("content/1/4.md", "# Χωρίς\n\n## Βίκτωρ {#p1}\n\n[μέλι](https://a.example/9)\n")
    _write_tombstones(project)
    project.write("content/_pages/6.md", f"# Θέμα\n\n{sentence(9)}\n")
    project.write("archive.lock", _LOCK)
    choose_theme(project, "default")
    write_pseudo_language(project.root / "themes/mine/locale/de.po")
    configure(project, across_threads=True)


def _write_tombstones(project: Project) -> None:
    """Threads and posts that are taken down, with a reason and without."""
    post = "## Άννα {{#p{0}}}\n\nΑλφα βήτα {0}.\n"
    for name in (7, 8, 9):
        project.write(f"content/1/{name}.md", f"# Άλλο\n\n{post.format(1)}\n{post.format(2)}")
    names = ('thread = "1/8"', 'thread = "1/7"', 'thread = "1/9"\npost = "p1"', 'thread = "1/9"\npost = "p2"')
    reasons = ('reason = "Ψ"', "", 'reason = "Ψ"', "")
    entries = (f"[[takedown]]\n{name}\ndate = 2026-11-30\n{why}\n" for name, why in zip(names, reasons, strict=True))
    project.write("takedowns.toml", "".join(entries))


def choose_theme(project: Project, name: str) -> None:
    """Let the theme of the site, which has its translations, extend a theme that is shipped."""
    project.write("themes/mine/theme.toml", f'extends = "{name}"\n[options]\nfooter = "Ω"\n')


def configure(project: Project, *, across_threads: bool) -> None:
    project.write(
        "archiver.toml",
        'title = "Ω"\ndescription = "Ψ"\nbase_url = "https://a.example/"\nlang = "de-AT"\ntheme = "mine"\n'
        f"[pages]\nposts = 6\nthreads = 1\njson = true\nfeeds = true\n"
        f"[quotes]\nacross_threads = {str(across_threads).lower()}\n"
        '[boards.1]\ntitle = "Β"\ndescription = "Δ"\n',
    )
