"""Pages of all kinds, held to the HTML standard by its own checker (vnu) and by html-validate.

All pages of the site of all kinds in the default theme, one of each kind in the two others; and the pages of `looks`,
which cover each theme with each of five other languages, and each language with each kind of page.
"""

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from tests.java import JAVA
from tests.npm_packages import fetch_packages
from tests.page_kinds import FURTHER, KINDS, build_site_of_all_kinds, build_small_site, looks

pytestmark = pytest.mark.slow

VNU = "vnu-jar@26.9.27"
HTML_VALIDATE = "html-validate@9.7.1"
RULES = {
    "valid-id": ["error", {"relaxed": True}],  # ids of posts are those of their sources, as 17
    "long-title": "off",  # titles are those of threads
    "no-trailing-whitespace": "off",  # in what people wrote
    "void-style": "off",  # <hr/> in HTML that a forum had rendered
    "wcag/h32": "off",  # a technique, not a criterion: the search box of each page is sent with Enter
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The files of the pages."""
    root = tmp_path_factory.mktemp("markup")
    found = [*build_site_of_all_kinds(root / "default").rglob("*.html")]
    for theme in ("mail", "plain"):
        site = build_site_of_all_kinds(root / theme, theme=theme)
        found += [file_of(page, site) for page in (*KINDS.values(), *FURTHER)]
    for theme, lang in sorted({(look.theme, look.lang) for look in looks()}):
        site = build_small_site(root / f"{theme}-{lang}", lang, theme).config.output
        found += [file_of(look.page, site) for look in looks() if (look.theme, look.lang) == (theme, lang)]
    return tuple(found)


def file_of(page: str, site: Path) -> Path:
    return site / page / "index.html" if page.endswith("/") or not page else site / page


def test_the_checker_of_the_standard_finds_no_error(pages: tuple[Path, ...]) -> None:
    modules = fetch_packages(VNU, needs=("java",))
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = [*JAVA, "-jar", str(jar), "--skip-non-html", "--errors-only", "--format", "json", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        found[message["message"]].append(message["url"])
    assert not {message: pages[:3] for message, pages in found.items()}


def test_html_validate_finds_no_error(pages: tuple[Path, ...], tmp_path: Path) -> None:
    modules = fetch_packages(HTML_VALIDATE)
    config = tmp_path / "rules.json"
    config.write_text(json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": RULES}))
    program = str(modules / "html-validate/bin/html-validate.mjs")
    report = tmp_path / "report.json"  # of a pipe, the program writes the first 64 kB only
    command = ["node", program, "-c", str(config), "-f", f"json={report}", *map(str, pages)]
    subprocess.run(command, capture_output=True, timeout=300, check=False)
    found = defaultdict(list)
    for page in json.loads(report.read_text(encoding="utf-8")):
        for message in page["messages"]:
            found[f"{message['ruleId']}: {message['message']}"].append(page["filePath"])
    assert not {message: pages[:3] for message, pages in found.items()}
