"""What strangers may try: a project in which many payloads stand in every place, built and opened in a browser.

In come payloads, out comes what a page did that it must not do. No finding means: no dialog, no script, no request to
another host, no navigation, nothing that the page's policy had to stop, and no element or attribute that a body may
not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from archiver.build import Report, build
from archiver.config import read_config
from archiver.parse.headed import parse_heading
from archiver.urls import slug_of_path
from tests.browser import open_context, serve_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BATCH = 50  # payloads in a thread; each is a post there for each of the slots
_CONFIG = """base_url = "https://hostile.example/"
[pages]
json = true
feeds = true
math = true
"""
_DATE = "2022-07-05T14:03:00Z"
_LONGEST_NAME = 120  # bytes of a payload in a file name
_ATTRIBUTE_WRONG = re.compile(r"it takes|a reply to")  # a post stays without the attribute, and that is right
_SCRIPT = (Path(__file__).parent / "hostile.js").read_text(encoding="utf-8")

SLOTS: tuple[Callable[[str], str], ...] = (
    lambda p: p,
    lambda p: f"[words]({p})",
    lambda p: f"[words](<{p}>)",
    lambda p: f"![picture]({p})",
    lambda p: f"<{p}>",
    lambda p: f"https://host.example/{p}",
    lambda p: f"[{p}](https://host.example/)",
    lambda p: f'[words](/relative "{p}")',
    lambda p: f"[words](/relative '{p}')",
    lambda p: f"[words]\n\n[words]: {p} ({p})",
    lambda p: f"[{p}]\n\n[{p}]: {p}",
    lambda p: f"```{p}\ncode\n```",
    lambda p: f"~~~ {p}\n{p}\n~~~",
    lambda p: f"`` {p} `` ~~{p}~~ *{p}*",
    lambda p: f"> {p}\n\n{p} wrote:\n> quoted",
    lambda p: f'[quote="{p}, post:1"]\n{p}\n[/quote]',
    lambda p: f"| {p} | b |\n|:-:|--:|\n| {p} | {p} |",
    lambda p: f"$x_1\\text{{{p}}}^{{{p}}}$ \\({p}_{{1}}\\)\n\n$$\n{p}\n$$",
    lambda p: f"- [ ] {p}\n- [x] {p}\n\n1. {p}\n\n### {p}\n\n    {p}",
)
"""What stands in the body of a post, for a payload of one line."""
HTML_SLOTS: tuple[Callable[[str], str], ...] = (
    lambda p: f"<p>{p}</p>",
    lambda p: f"<a href=\"{p}\" title='{p}'>{p}</a>",
    lambda p: f"<a href={p}>words</a>",
    lambda p: f"<img src=\"{p}\" alt='{p}'><img src={p}>",
    lambda p: f"<iframe src='{p}'></iframe><video src=\"{p}\"><source src='{p}'></video><object data='{p}'>",
    lambda p: f'<aside class="quote" data-username="{p}" data-post="{p}"><div class="title">{p}</div><blockquote>{p}',
    lambda p: f'<blockquote data-author="{p}"><cite>{p} wrote:</cite>{p}</blockquote>',
    lambda p: f'<pre><code class="lang-{p}">{p}</code></pre>',
    lambda p: f"<div {p}>{p}</div>",
    lambda p: f"<{p}>words</{p}>",
    lambda p: f"<!-- {p} --><!-- {p}",
    lambda p: f"<svg><style>{p}</style><title>{p}</title></svg><math><mtext>{p}</mtext><style>{p}",
    lambda p: f"<table><tr><td>{p}<caption>{p}</table><details><summary>{p}</summary>{p}</details>",
    lambda p: f"<noscript>{p}</noscript><textarea>{p}</textarea><template>{p}</template><xmp>{p}</xmp><plaintext>{p}",
    lambda p: f"<h1>{p}</h1><ul><li>{p}<ol><li>{p}</ol></ul><select><option>{p}</select>",
)
TEXT_SLOTS: tuple[Callable[[str], str], ...] = (
    lambda p: f"> {p}\n> > {p}\n{p}",
    lambda p: f"{p} wrote:\n> quoted\n\nOn 2022-07-05, {p} wrote:\n> quoted",
    lambda p: f"<https://host.example/{p}> https://host.example/{p}",
    lambda p: f"    {p}\n    {p}\n\n>>> {p}\n\n--- a/{p}\n+++ b/{p}\n@@ -1 +1 @@\n-{p}\n+{p}",
    lambda p: f"words\n\n-- \n{p}\n{p}",
    lambda p: f"{p.split(' ')[0]}> {p}\n{p.split(' ')[0]}> {p}",
)
BBCODE_SLOTS: tuple[Callable[[str], str], ...] = (
    lambda p: f'[b]{p}[/b] [url={p}]words[/url] [url]{p}[/url] [url="{p}"]words[/url]',
    lambda p: f'[img]{p}[/img] [img alt="{p}"]https://host.example/{p}[/img] [youtube]{p}[/youtube]',
    lambda p: f'[quote="{p}"]{p}[/quote] [quote author={p} link={p}]words[/quote]',
    lambda p: f"[code={p}]{p}[/code] [icode]{p}[/icode] [noparse]{p}[/noparse] [tex]{p}[/tex]",
    lambda p: f"[spoiler={p}]{p}[/spoiler] [acronym={p}]{p}[/acronym] [list={p}][*]{p}[/list]",
    lambda p: f"<r><B><s>[b]</s>{p}<e>[/b]</e></B></r>",
)
"""The same for bodies that are HTML, text, and BBCode."""
FORMATS = {
    "bodies": ("markdown", SLOTS),
    "html": ("html", HTML_SLOTS),
    "text": ("text", TEXT_SLOTS),
    "bbcode": ("bbcode", BBCODE_SLOTS),
}
"""The boards of these threads, and what their bodies are written in."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something that a page did or has, and must not."""

    page: str
    what: str


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What was looked at, and what was found."""

    threads: int
    posts: int
    problems: int
    pages: int = 0
    posts_seen: int = 0
    findings: list[Finding] = field(default_factory=list)


def attack(payloads: Sequence[str], root: Path, browser: Browser) -> Outcome:
    """Write the project into the empty folder `root`, build it, and look at every page of it."""
    report = build_hostile(payloads, root)
    outcome = Outcome(threads=report.threads, posts=report.posts, problems=len(report.problems))
    visit(root / "site", browser, outcome)
    return outcome


def build_hostile(payloads: Sequence[str], root: Path) -> Report:
    """Write the project and build it. Every thread must come out: one that is refused would hide what is in it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "archiver.toml").write_text(_CONFIG, encoding="utf-8")
    written = dict(_sources(payloads))
    for path, text in written.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "replace"))
    report = build(read_config(root))
    refusals = [str(problem) for problem in report.errors if not _ATTRIBUTE_WRONG.search(problem.message)]
    assert report.threads == len(written), f"of {len(written)} threads only {report.threads} came out: {refusals}"
    return report


def visit(site: Path, browser: Browser, outcome: Outcome) -> None:
    """Open every page of a built site, and note in `outcome` what is wrong."""
    with serve_folder(site) as address, open_context(browser, service_workers="block") as context:
        watch = _Watch(address, outcome)
        watch.listen(context)
        page = context.new_page()
        for path in sorted(site.rglob("*.html")):
            name = path.relative_to(site).as_posix()
            watch.open(page, name)


class _Watch:
    """Looks at one page after the other; what happens meanwhile is put down to the page that is open."""

    def __init__(self, address: str, outcome: Outcome) -> None:
        self._address, self._outcome = address, outcome
        self._name = ""
        self._expected = "about:blank"

    def listen(self, context: BrowserContext) -> None:
        context.expose_binding("_tried", lambda _source, what: self._found(str(what)))
        context.add_init_script(_SCRIPT)
        context.on("request", lambda request: self._see_request(request.url))
        context.on("dialog", self._see_dialog)
        context.on("page", self._see_page)
        context.on("weberror", lambda error: self._found(f"a script failed: {error.error}"))

    def open(self, page: Page, name: str) -> None:
        self._name, self._expected = name, f"{self._address}/{quote(name)}"
        page.goto(self._expected)
        seen: dict[str, Any] = page.evaluate("_look()")
        self._outcome.pages += 1
        self._outcome.posts_seen += seen["posts"]
        for what in seen["wrong"]:
            self._found(what)

    def _found(self, what: str) -> None:
        self._outcome.findings.append(Finding(page=self._name, what=what))

    def _see_request(self, url: str) -> None:
        if not url.startswith(f"{self._address}/"):
            self._found(f"asked for {url}")

    def _see_dialog(self, dialog: Any) -> None:
        self._found(f"opened a dialog: {dialog.message}")
        dialog.dismiss()

    def _see_page(self, page: Page) -> None:
        page.on("console", lambda message: self._see_message(message.type, message.text))
        page.on("framenavigated", lambda frame: self._see_navigation(frame.url))
        page.on("popup", lambda popup: self._found(f"opened a window: {popup.url}"))
        page.on("download", lambda download: self._found(f"started a download: {download.url}"))

    def _see_message(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} or "Content Security Policy" in text:
            self._found(f"the console says: {text}")

    def _see_navigation(self, url: str) -> None:
        if url != self._expected:
            self._found(f"went to {url}")


def _sources(payloads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files of the project: path below the content folder, and text."""
    for start in range(0, len(payloads), BATCH):
        batch = list(enumerate(payloads))[start : start + BATCH]
        for board, (form, slots) in FORMATS.items():
            front = f"---\nformat: {form}\nsource: https://host.example/t/1\n---\n"
            yield f"{board}/{start}.md", f"{front}# Bodies\n{''.join(_body_posts(batch, slots))}"
        yield f"headings/{start}.md", "# Headings\n" + "".join(_heading_posts(batch))
    for number, payload in enumerate(payloads):
        name, line = f"{number} {_file_name(payload)}".strip(), _line(payload)
        yield f"titles/{number}.md", f"{_front_matter(payload)}\n{payload}\n\n\n> {line}\n"
        yield f"boards/{name}/{name}.md", f"{line} \n\n{payload}\n\n\n{payload}\n"


def _body_posts(batch: list[tuple[int, str]], slots: Sequence[Callable[[str], str]]) -> Iterator[str]:
    for number, payload in batch:
        yield f"## a · {_DATE} {{#raw-{number}}}\n{_body(payload)}\n"
        for slot, write in enumerate(slots):
            yield f"## a {{#slot-{slot}-{number}}}\n{_body(write(_line(payload)))}\n"


def _heading_posts(batch: list[tuple[int, str]]) -> Iterator[str]:
    for number, payload in batch:
        value = _line(payload).replace('"', "'")
        address = re.sub(r"\s", "", value)
        yield f"## {_line(payload)} · {_DATE} {{#author-{number}}}\nBody\n"
        yield f'## a · {_DATE} {{#subject-{number} subject="{value}"}}\nBody\n'
        yield f'## a · {_DATE} {{#url-{number} url="{value}"}}\nBody\n'
        yield f'## a · {_DATE} {{#path-{number} url="https://host.example/{address}"}}\nBody\n'
        yield f'## a · {_DATE} {{#reply-{number} reply-to="{value}" edited="{value}" score="{value}"}}\nBody\n'


def _front_matter(payload: str) -> str:
    text, key = _yaml(payload), _yaml(payload[:50])  # YAML has short keys only
    address = _yaml("https://host.example/" + re.sub(r"\s", "", payload))
    rows = [f"title: {text}", f"tags: [{text}]", f"author: {text}", f"source: {address}", f"extra: {{{key}: {text}}}"]
    return "\n".join(["---", *rows, f"date: {_DATE}", "---", ""])


def _yaml(text: str) -> str:
    """A double-quoted scalar of one line, with escapes: YAML refuses control characters, and half pairs anyhow."""
    sound = text.encode("utf-8", "replace").decode()
    plain = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in sound)
    return f'"{"".join(plain)}"'


def _line(payload: str) -> str:
    return payload.replace("\r", " ").replace("\n", " ")


def _body(text: str) -> str:
    """A line that would begin a post is escaped, as the format asks for."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(f"\\{line}" if parse_heading(line) else line for line in lines)


def _file_name(payload: str) -> str:
    """The payload as far as a file can be named so; empty if it cannot."""
    name = payload.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore")
    name = name.replace("\0", "").replace("/", "∕").strip()
    return name if slug_of_path(name) else ""
