"""`archiver theme new` and `archiver theme check`, and the examples of themes/README.md, each of which runs."""

import re
from pathlib import Path

import pytest

from tests.conftest import Project, with_own_names

pytestmark = pytest.mark.builds

DOCUMENT = (Path(__file__).parents[1] / "themes/README.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(
    r"^###? (?P<task>[^\n]+)$|^```(?:toml|jinja|markdown)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"\A(?:# |\{# |<!-- )(\S+)(?: #\}| -->)?\n")
THREAD = "# Moon\n\n## ada · 2022-07-01 {#p1}\n\nUp.\n"
SHOWN = {
    "A footer": "Kept by the friends",
    "A style sheet on every page": 'href="../../assets/mine.css"',
    "A link in the navigation": '<a href="../../about/" dir="auto">About</a>',
    "A logo": '<img src="../../assets/logo.svg"',
    "A page about the site": "",
    "Dates": ">2022-07-01</time>",
    "German": "Beitrag",
    "Analytics": '<script defer src="https://stats.example/count.js"></script>',
    "One macro changed": '<strong><a href="../../authors/ada/">ada</a></strong>',
}
"""The nine tasks, and what pages of threads then have."""


def examples() -> dict[str, list[tuple[str, str]]]:
    """The examples below each heading, as pairs of file and text."""
    found: dict[str, list[tuple[str, str]]] = {}
    task = ""
    for match in _EXAMPLE.finditer(DOCUMENT):
        task = match["task"] or task
        if match["text"] is not None:
            file = _FILE.match(match["text"])
            assert file, match["text"]
            found.setdefault(task, []).append((file[1], match["text"][file.end() :]))
    return found


@pytest.fixture
def site(project: Project) -> Project:
    project.write("content/space/moon.md", THREAD)
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/assets/mine.css", "")
    project.write("themes/mine/assets/logo.svg", "<svg/>")
    project.write("archiver.toml", 'theme = "mine"\n')
    return project


def apply(project: Project, pairs: list[tuple[str, str]]) -> None:
    """Write the files of examples; what is said of archiver.toml comes after the name of the theme."""
    for path, text in pairs:
        project.write(path, f'theme = "mine"\n{text}' if path == "archiver.toml" else text)


@pytest.mark.parametrize("task", SHOWN)
def test_a_task_takes_five_lines_and_works(site: Project, task: str) -> None:
    (*pairs,) = examples()[task]
    first = pairs[:1] if task == "A style sheet on every page" else pairs  # its second example is another way
    assert sum(len([line for line in text.splitlines() if line.strip()]) for _, text in first) <= 5
    for some in (first, pairs[1:] if len(first) < len(pairs) else first):
        apply(site, some)
        assert not site.build().problems
        assert site.run("theme", "check", "--strict").returncode == 0
        assert SHOWN[task] in with_own_names(site.read("site/space/moon/index.html"))
    if task == "A page about the site":
        assert '<a href="../space/moon/#p1">the first one</a>' in site.read("site/about/index.html")


def test_every_example_of_the_document_runs(site: Project) -> None:
    """Later ones of a file replace earlier ones."""
    pairs = [pair for some in examples().values() for pair in some]
    assert len(pairs) >= 13
    for path, text in pairs:
        apply(site, [(path, text)])
        assert not site.build().problems, path
    assert "Look up." in site.read("site/space/moon/index.html")
    assert "<title>Welcome to" in site.read("site/index.html")


@pytest.mark.usefixtures("measured")
def test_a_new_theme_builds_and_has_no_faults(project: Project) -> None:
    project.write("content/space/moon.md", THREAD)
    made = project.run("theme", "new", "night")
    assert made.returncode == 0
    assert (project.root / "themes/night/theme.toml").is_file()
    project.write("archiver.toml", 'theme = "night"\n')
    assert not project.build().problems
    assert "assets/night.css" in with_own_names(project.read("site/space/moon/index.html"))
    assert 'the theme "night" has no faults' in project.run("theme", "check").stdout
    assert project.run("theme", "new", "night").returncode == 2
    assert project.run("theme", "new", "../night").returncode == 2


@pytest.mark.usefixtures("measured")
def test_a_check_tells_all_faults_without_drawing(site: Project) -> None:
    site.write(
        "themes/mine/templates/base.html", '{% extends "!default/base.html" %}\n{% block foter %}{% endblock %}\n'
    )
    site.write("themes/mine/templates/home.html", '{% extends "!default/home.html" %}\n\n{% blok title %}')
    site.write(
        "themes/mine/templates/thread.html",
        '{% extends "!default/thread.html" %}\n{% block keys %}{{ page.titel }}{% endblock %}',
    )
    checked = site.run("theme", "check")
    assert checked.returncode == 1
    assert "themes/mine/templates/base.html:2: warning: no template that this one extends" in checked.stderr
    assert "themes/mine/templates/home.html:3" in checked.stderr
    message = 'the page of thread.html has no "titel"; did you mean "title"?'
    assert f"themes/mine/templates/thread.html:2: {message}" in checked.stderr
    assert not (site.root / "site").exists()
    assert site.run("theme", "check", "default").returncode == 0


def test_a_theme_that_extends_no_other_needs_all_templates(project: Project) -> None:
    project.write("themes/bare/theme.toml", "")
    project.write("themes/bare/templates/thread.html", "{{ page.title }}")
    stderr = project.run("theme", "check", "bare").stderr
    assert 'themes/bare/theme.toml: there is no template "home.html"' in stderr
    assert "thread.html" not in stderr
    assert '"page.html"' not in stderr
