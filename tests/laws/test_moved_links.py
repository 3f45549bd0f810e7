"""After a move, each link leads to the post or the file that it led to before, and all but addresses stays as it was.

Links are written in the forms of each format of bodies, beside texts that only look like them. Where a link leads is
read from the pages of the site. There is no lock, so that nothing leads on from former addresses.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.build.moving import apply_move, plan_move
from tests.conftest import Project
from tests.laws.media_files import FILES
from tests.laws.small_site import law_settings

NAMES = ("space/lunar", "space/a_(b)", "my tides & more", "moons/\u00f6re")
POSTS = ("p1", "p2", "p3")
MARKDOWN = (
    "[{w}]({a})",
    "[{w}](<{a}>)",
    '[{w}](\n  {a} "a title")',
    "> [{w}]({a})",
    "- a\n\n  [{w}][{w}]\n\n  [{w}]: {a}",
    "[{w}]\n\n[{w}]: <{a}> 'a title'",
    "[a `[` {w}]({a})",
    "![{w}]({a})",
    "[![{w}]({a})](https://x.example/)",
)
HTML = ('<a href="{a}">{w}</a>', "<p><a class=x href='{a}'>{w}</a></p>", '<p><img src="{a}" alt="{w}"></p>')
LINKS: Mapping[str, tuple[str, ...]] = {
    "markdown": (*MARKDOWN, "{w}: [url]{a}[/url]", "[url={a}]{w}[/url]", '<img src="{a}" alt="{w}">'),
    "mixed": (*MARKDOWN, *HTML),
    "html": (*HTML, "<blockquote><a href={a}>{w}</a></blockquote>"),
    "bbcode": (
        "[url={a}]{w}[/url]",
        '[url="{a}"]{w}[/url]',
        "{w}: [url]{a}[/url]",
        "[quote][url={a}]{w}[/url][/quote]",
    ),
    "text": (),
}
"""By format. `{a}` is the address, `{w}` a word that stands nowhere else."""
CODE = ("`[w]({a})`", "```\n[w]({a})\n```", "\\[w]({a})", "    [w](<{a}>)", "{a}")
TRAPS: Mapping[str, tuple[str, ...]] = {
    "markdown": (*CODE, "[code][url]{a}[/url][/code]"),
    "mixed": CODE,
    "html": ("<pre>[w]({a})</pre>", "<code>&lt;a href='{a}'></code>", "<!-- <a href='{a}'> -->", "[url]{a}[/url]"),
    "bbcode": ("[code][url]{a}[/url][/code]", "[w]({a})", "<a href='{a}'>w</a>", "[noparse][url={a}]w[/url][/noparse]"),
    "text": ("[w]({a})", "[url]{a}[/url]"),
}
"""What is no link, by format."""
MOVES = (
    ("space/lunar.md", "moons/"),
    ("space/lunar.md", "space/moon (new).md"),
    ("my tides & more.md", "space/tides.md"),
    ("space/lunar.md", "my tides & more.md"),
    ("space/a_(b).md", "space/lunar.md"),
    ("space/lunar.md#p2..", "moons/split.md"),
    ("space/a_(b).md#p1", "moons/\u00f6re.md"),
    ("moons/\u00f6re.md#p2", "a.md"),
)
_PARTS: Mapping[str, tuple[int, ...]] = {"": (), "p1": (0,), "p2": (1,), "p2..": (1, 2)}
"""The numbers of the posts that leave their thread."""
_POSTS = '<div class="posts">'


class Piece(NamedTuple):
    """A link, or a trap, with its address."""

    form: str
    address: str
    is_link: bool


class Talk(NamedTuple):
    """A thread: its format, and what each post has."""

    format: str
    posts: list[list[Piece]]


@st.composite
def pieces(draw: st.DrawFn, name: str, body_format: str) -> Piece:
    is_link = bool(LINKS[body_format]) and draw(st.booleans())
    form = draw(st.sampled_from(LINKS[body_format] if is_link else TRAPS[body_format]))
    is_picture = "![" in form or "<img" in form
    target, post = draw(st.sampled_from(NAMES)), draw(st.sampled_from(POSTS))
    if not is_picture and draw(st.integers(0, 3)) == 0:
        return Piece(form, f"#{post}", is_link)
    endings = ["/map.png"] if is_picture else [".md", f".md#{post}", "/map.png"]
    path, up = f"{target}{draw(st.sampled_from(endings))}", "../" * name.count("/")
    address = draw(st.sampled_from([f"/{path}", f"{up}{path}", quote(f"{up}{path}", safe="/#()")]))
    takes_any = "<{a}>" in form or not is_link
    return Piece(form, address if takes_any else quote(unquote(address), safe="/#()"), is_link)


@st.composite
def archives(draw: st.DrawFn) -> dict[str, Talk]:
    formats = {name: draw(st.sampled_from([*LINKS])) for name in NAMES}
    posts = {name: [draw(st.lists(pieces(name, formats[name]), max_size=4)) for _ in POSTS] for name in NAMES}
    return {name: Talk(formats[name], posts[name]) for name in NAMES}


@dataclass(frozen=True)
class Said:
    """A post: a word that nothing else has, its text, and the words of its links."""

    word: str
    text: str
    after: str
    """The pattern of its text when something has moved."""
    links: tuple[str, ...]


def said(thread: int, post: int, inside: list[Piece]) -> Said:
    word, links = f"post{thread}x{post}y", list[str]()
    text, pattern = f"{word}\n\n", re.escape(f"{word}\n\n")
    for number, piece in enumerate(inside):
        form = piece.form.replace("{w}", own := f"link{thread}x{post}x{number}y") + "\n\n"
        text += form.replace("{a}", piece.address)
        between = ".+?" if piece.is_link else re.escape(piece.address)
        pattern += between.join(map(re.escape, form.split("{a}")))
        links += [own] * piece.is_link
    return Said(word, text, pattern, tuple(links))


def write(project: Project, archive: Mapping[str, Talk]) -> list[Said]:
    """Write the sources of an archive, with a picture beside each; returns their posts."""
    project.write("archiver.toml", "[search]\nenabled = false\n")
    found = []
    for thread, (name, talk) in enumerate(archive.items()):
        posts = [said(thread, number, inside) for number, inside in enumerate(talk.posts)]
        parts = (
            f"## ada · 2022-07-0{number}T0{thread}:00 {{#p{number}}}\n\n{post.text}"
            for number, post in enumerate(posts, 1)
        )
        project.write(f"content/{name}.md", f"---\nformat: {talk.format}\n---\n# T{thread}\n\n{''.join(parts)}")
        project.write(f"content/{name}/map.png", FILES["picture"])
        found += posts
    return found


def leads(project: Project, posts: list[Said]) -> dict[str, list[str]]:
    """Where each link leads, by its word: to the word of a post, the words of all posts of a thread, or a picture."""
    site = project.root / "site"
    pages = {
        path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8").partition(_POSTS)[2]
        for path in site.glob("**/index.html")
    }
    found = {}
    for word in (word for post in posts for word in post.links):
        link = rf'<a href="([^"]*)"[^<>]*>(?:[^<>]|<(?!/a)[^<>]*>)*{word}|<img src="([^"]*)"[^<>]* alt="{word}"'
        link += rf'|{word}: <a href="([^"]*)"'
        for page, text in pages.items():
            if match := re.search(link, text):
                address = urljoin(f"https://x.example/{page}", next(filter(None, match.groups())))
                found[word] = target(site, pages, address.removeprefix("https://x.example/"))
    return found


def target(site: Path, pages: Mapping[str, str], address: str) -> list[str]:
    path, _, fragment = unquote(address).partition("#")
    text = pages.get(path)
    if text is None:
        return ["a picture"] if (site / path).is_file() else []
    anchor = rf'<article[^<>]* id="{re.escape(fragment)}"'
    return re.findall(rf"{anchor if fragment else '<article'}.*?(post\dx\dy)", text, re.DOTALL)


def lead_there(before: Mapping[str, list[str]], after: Mapping[str, list[str]], moved: str) -> bool:
    """True if each link leads to its post; one to a thread, to the first of its posts that has not left it."""
    name, _, part = moved.partition(".md")
    left = {f"post{NAMES.index(name)}x{number}y" for number in _PARTS[part.removeprefix("#")]}
    return all(
        next(word for word in where if word not in left) in after[link] if len(where) > 1 else after[link] == where
        for link, where in before.items()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("moved")


@given(archives(), st.sampled_from(MOVES))
@law_settings(12, 1, 1)
def test_links_lead_where_they_led_and_all_else_stays(
    folder: Path, archive: dict[str, Talk], move: tuple[str, str]
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder)
    posts = write(project, archive)
    assert not project.build().problems
    before = leads(project, posts)
    assert before.keys() == {word for post in posts for word in post.links}
    assert all(before.values())
    apply_move(folder, plan_move(project.config, *move, "2026-11-30"), force=True)
    assert not project.build().problems
    assert lead_there(before, leads(project, posts), move[0])
    sources = [path.read_text("utf-8") for path in folder.glob("content/**/*.md")]
    bodies = [part.partition("}\n\n")[2] for text in sources for part in re.split("^## ", text, flags=re.MULTILINE)]
    for post in posts:
        assert [body for body in bodies if re.fullmatch(rf"{post.after}\s*", body)], post
