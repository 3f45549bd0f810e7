"""One HTML file with threads: it needs nothing else, runs nothing, links only to what there is, and is valid."""

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import REPOSITORY, Project
from tests.exporting import HOSTILE, export_bytes
from tests.java import JAVA
from tests.npm_packages import fetch_packages
from tests.test_markup import HTML_VALIDATE, RULES, VNU

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_OWN = re.compile(r"#|https?:|mailto:|data:")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample archive, without an address, and with small pages; with a thread of all that is odd."""
    project = Project(tmp_path_factory.mktemp("sample"))
    shutil.copytree(REPOSITORY / "content", project.root / "content")
    settings = (REPOSITORY / "archiver.toml").read_text(encoding="utf-8")
    project.write("archiver.toml", re.sub("(?m)^base_url.*$", "", settings) + "\n[pages]\nposts = 5\n")
    project.write("content/space/hostile.md", HOSTILE)
    return project


def parse(html: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(html.decode())


def faults(tree: LexborHTMLParser) -> list[str]:
    """What a file that stands alone must not have."""
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    found = [f"twice: {id_}" for id_, count in ids.items() if count > 1]
    found += [f"runs: {node.html}" for node in tree.css("script, iframe, object, embed, form, link, base")]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in {"srcset", "srcdoc"}:
                found.append(f"{node.tag} {name}={value}")
            if name in {"href", "src", "poster"} and not _OWN.match(value or ""):
                found.append(f"leads nowhere: {node.tag} {name}={value}")
            if name == "href" and (value or "").startswith("#") and (value or "")[1:].split(":~:")[0] not in ids:
                found.append(f"no such place: {value}")
            if name == "src" and not (value or "").startswith("data:"):
                found.append(f"loads {value}")
    return found


@pytest.mark.parametrize("name", ["space/betelgeuse-by-eye", "space/cardboard-moon", "space/hostile", "space", "/"])
def test_a_file_needs_nothing_else(sample: Project, name: str) -> None:
    assert faults(parse(export_bytes(sample, name, to="html"))) == []


def test_all_pages_of_a_thread_are_one(sample: Project) -> None:
    tree = parse(export_bytes(sample, "space/betelgeuse-by-eye", to="html"))
    posts = tree.css("article.post")
    assert len(posts) > 100
    assert len(tree.css("h1")) == 1
    numbers = [node.text() for node in tree.css(".number")]
    assert numbers == [f"#{number}" for number in range(1, len(posts) + 1)]


def test_a_board_has_a_list_of_its_threads_and_each_of_them(sample: Project) -> None:
    tree = parse(export_bytes(sample, "space", to="html"))
    assert [node.text() for node in tree.css("h1")] == ["Space"]
    threads = [node.text() for node in tree.css("h2")]
    assert [node.text() for node in tree.css("nav.contents a")] == threads
    assert len(threads) == 8
    places = [node.attributes["href"] for node in tree.css("nav.contents a")]
    assert places == [f"#{node.attributes['id']}" for node in tree.css("section.thread")]


def test_threads_of_one_file_link_to_each_other(project: Project) -> None:
    project.write("content/a.md", "# A\n\n## Ada · 2022-07-05 {#p1}\n\n[b](b.md), [its post](b.md#p1), [c](c/c.md)\n")
    project.write(
        "content/b.md",
        "---\nsource: https://f.example/t/1\n---\n# B\n\n## Ada · 2022-07-06 {#p1}\n\nB[^1]\n\n[^1]: N\n",
    )
    project.write("content/c/c.md", "# C\n\n## Ada · 2022-07-07 {#p1}\n\n[b](https://f.example/t/1)[^1]\n\n[^1]: N\n")
    both = parse(export_bytes(project, "a", "b", to="html"))
    assert faults(both) == []
    assert [node.attributes.get("href") for node in both.css(".body p > a")][:3] == ["#t2._thread", "#t2.p1", None]
    whole = parse(export_bytes(project, "/", to="html"))
    assert faults(whole) == []
    links = {node.text(): node.attributes.get("href") for node in whole.css(".body p > a")}
    assert (links["c"], links["b"]) == ("#t3._thread", "#t2._thread")
    project.write("archiver.toml", 'base_url = "https://a.example/sub/"\n')
    alone = parse(export_bytes(project, "a", to="html"))
    assert [node.attributes.get("href") for node in alone.css(".body a")] == [
        "https://a.example/sub/b/",
        "https://a.example/sub/b/#p1",
        "https://a.example/sub/c/c/",
    ]


def test_pictures_are_in_it_once_for_each_place_and_files_are_saved(project: Project) -> None:
    picture = (REPOSITORY / "content/space/cardboard-moon/may-15.jpg").read_bytes()
    project.write("content/a/moon.jpg", picture)
    project.write("content/a/plan.txt", "A plan")
    project.write(
        "content/a.md",
        "# A\n\n## Ada · 2022-07-05 {#p1}\n\n![M](a/moon.jpg) [m](a/moon.jpg) [p](a/plan.txt) ![gone](a/no.png)\n",
    )
    html = export_bytes(project, "a.md", to="html")
    tree = parse(html)
    assert faults(tree) == []
    assert html.count(b"data:image/jpeg;base64,") == 2
    assert [node.attributes.get("alt") for node in tree.css("img")] == ["M"]
    saved = [(node.text(), node.attributes.get("download")) for node in tree.css("a[href^=data]")]
    assert saved == [("m", None), ("p", "plan.txt")]
    assert ["not in this archive" in node.text() for node in tree.css(".missing")] == [True]


def test_a_theme_of_ones_own_draws_it(project: Project) -> None:
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    author = '<a href="{{ link.url|link }}" onclick=x>by {{ link.text }}</a>'
    macros = f'{{% extends "!default/macros.html" %}}{{% macro author(link) %}}{author}{{% endmacro %}}'
    project.write("themes/mine/templates/macros.html", macros)
    project.write("themes/mine/assets/style.css", 'b { background: url("dot.svg"); content: "</style>" }')
    project.write("themes/mine/assets/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.write("content/a.md", "# A\n\n## Ada · 2022-07-05 {#p1}\n\nA\n")
    html = export_bytes(project, "a", to="html")
    assert b"<a>by Ada</a>" in html
    assert b"url(data:image/svg+xml;base64," in html
    assert html.count(b"</style>") == 1


def test_a_fault_in_a_template_is_told_with_its_place(project: Project) -> None:
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    project.write("content/a.md", "# A\n\n## Ada · 2022-07-05 {#p1}\n\nA\n")
    for template, text in (
        ("export.html", "{{ page.titel }}"),
        ("export.html", "{% for thread in page.threads %}{{ thread.x.y }}{% endfor %}"),
        ("export-thread.html", "\n{{ page.titel }}"),
    ):
        project.write(f"themes/mine/templates/{template}", text)
        done = project.run("export", "a", "--to", "html")
        assert done.returncode == 1
        assert f"themes/mine/templates/{template}:" in done.stderr
        assert not list(project.root.glob("*.html*"))
        (project.root / f"themes/mine/templates/{template}").unlink()


@pytest.fixture(scope="module")
def files(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with single threads, a board, and the whole archive."""
    folder = tmp_path_factory.mktemp("html")
    names = {"thread": "space/cardboard-moon", "long": "space/betelgeuse-by-eye", "odd": "space/hostile"}
    for file, name in {**names, "hebrew": "languages/hebrew-words-for-wind", "board": "space", "whole": "/"}.items():
        (folder / f"{file}.html").write_bytes(export_bytes(sample, name, to="html"))
    return folder


@pytest.mark.slow
def test_the_checker_of_the_standard_finds_no_error(files: Path) -> None:
    jar = fetch_packages(VNU, needs=("java",)) / "vnu-jar/build/dist/vnu.jar"
    command = [*JAVA, "-jar", str(jar), "--errors-only", "--format", "json", str(files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = [(message["message"], message["url"]) for message in json.loads(done.stderr)["messages"]]
    assert [one for one in messages if not one[0].startswith("CSS:")] == []  # it does not know light-dark()


@pytest.mark.slow
def test_html_validate_finds_no_error(files: Path, tmp_path: Path) -> None:
    modules = fetch_packages(HTML_VALIDATE)
    config, report = tmp_path / "rules.json", tmp_path / "report.json"
    config.write_text(json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": RULES}))
    program = str(modules / "html-validate/bin/html-validate.mjs")
    command = ["node", program, "-c", str(config), "-f", f"json={report}", f"{files}/*.html"]
    subprocess.run(command, capture_output=True, timeout=300, check=False)
    pages = json.loads(report.read_text(encoding="utf-8"))
    found = {f"{message['ruleId']}: {message['message']}" for page in pages for message in page["messages"]}
    assert found == set()


def _listen(page: "Page", seen: list[str]) -> None:
    """Note what a page loads and says."""
    page.on("request", lambda request: seen.append(request.url.partition(",")[0]))
    page.on("console", lambda message: seen.append(message.text))
    page.on("dialog", lambda dialog: seen.append(dialog.message))


@pytest.mark.browser
def test_browsers_show_all_of_it_and_load_nothing(files: Path, browser: "Browser") -> None:
    for name in ("thread", "board", "odd"):
        context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=True)
        page, seen = context.new_page(), list[str]()
        _listen(page, seen)
        page.goto(f"file://{files}/{name}.html")
        assert {url for url in seen if not url.startswith("data:image/")} == {f"file://{files}/{name}.html"}
        page.evaluate("Promise.all([...document.images].map(image => image.decode()))")  # fails for one that is none
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        context.close()
