"""Names in a theme that lead nowhere are told, with the most similar name that leads somewhere."""

import shutil
from pathlib import Path

import pytest

from archiver.theme import load_theme
from archiver.theme.template_tags import Named, scan_template
from tests.conftest import Project

DEFAULT = Path(__file__).parents[1] / "themes/default"
BASE = '{% extends "!default/base.html" %}\n'


@pytest.fixture
def site(project: Project) -> Project:
    project.write("content/a.md", "T\n\nWords.\n")
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("archiver.toml", 'theme = "mine"\n')
    return project


def template(project: Project, name: str, text: str | bytes) -> None:
    project.write(f"themes/mine/templates/{name}", text)


def told(project: Project) -> list[str]:
    return [str(problem) for problem in load_theme(project.config).problems]


UNSHOWN = "so nothing shows it"
FAULTS = (
    (
        "base.html",
        f"{BASE}{{% block foter %}}{{% endblock %}}",
        f'2: warning: no template that this one extends has a block "foter", {UNSHOWN}; did you mean "footer"?',
    ),
    (
        "thread.html",
        '{% extends "!default/thread.html" %}\n\n{%- block pots -%}{% endblock %}',
        f'3: warning: no template that this one extends has a block "pots", {UNSHOWN}; did you mean "posts"?',
    ),
    (
        "base.html",
        f"{BASE}{{% block content %}}{{% endblock %}}",
        f'2: warning: all pages fill the block "content" themselves, {UNSHOWN}; blocks for all are: before_content, ',
    ),
    (
        "base.html",
        f'{BASE}{{% block head %}}\n<link href="{{{{ "styel.css"|asset }}}}">{{% endblock %}}',
        '3: warning: there is no asset "styel.css"; did you mean "style.css"?',
    ),
    (
        "base.html",
        f"{BASE}{{% block head %}}{{{{ 'photo/of/us.png' | asset }}}}{{% endblock %}}",
        '2: warning: there is no asset "photo/of/us.png"; put the file into the folder assets/ of your theme',
    ),
    (
        "base.html",
        f"{BASE}{{% block head %}}\n{{% if false %}}{{{{ site.options.foter }}}}{{% endif %}}{{% endblock %}}",
        '3: warning: no theme.toml has the option "foter"; did you mean "footer"?',
    ),
    (
        "base.html",
        f'{BASE}{{% block head %}}{{% if false %}}{{{{ site.options["foter"] }}}}{{% endif %}}{{% endblock %}}',
        '2: warning: no theme.toml has the option "foter"; did you mean "footer"?',
    ),
)


@pytest.mark.parametrize(("name", "text", "message"), FAULTS, ids=[message[:60] for _, _, message in FAULTS])
def test_a_name_that_leads_nowhere_is_told(site: Project, name: str, text: str, message: str) -> None:
    template(site, name, text)
    (problem,) = told(site)
    assert problem.startswith(f"themes/mine/templates/{name}:{message}")


RIGHT = (
    ("base.html", f"{BASE}{{% block footer %}}{{% block mine %}}{{% endblock %}}{{% endblock %}}"),
    ("base.html", f"{BASE}{{% block footer %}}{{{{ self.mine() }}}}{{% endblock %}}{{% block mine %}}{{% endblock %}}"),
    ("base.html", f"{BASE}{{# {{% block foter %}} #}}{{% raw %}}{{% block foter %}}{{{{ 'x'|asset }}}}{{% endraw %}}"),
    ("base.html", f"{BASE}{{% block head %}}{{% if site.options.own is defined %}}{{% endif %}}{{% endblock %}}"),
    ("base.html", f"{BASE}{{% block head %}}{{{{ site.options.items()|list }}}}{{% endblock %}}"),
    ("base.html", "{% block content %}{% endblock %}"),
    ("base.html", '{% extends "nowhere.html" %}{% block foter %}{% endblock %}'),
    ("base.html", "{% extends name %}{% block foter %}{% endblock %}"),
    ("list.html", '{% extends "!default/list.html" %}{% block rows %}{{ super() }}{% endblock %}'),
    ("thread.html", '{% extends "!default/thread.html" %}{% block posts %}{{ "icon.svg"|asset }}{% endblock %}'),
    ("base.html", b"\xff{% block"),
)


@pytest.mark.parametrize(("name", "text"), RIGHT, ids=[str(text)[:70] for _, text in RIGHT])
def test_what_is_right_or_not_known_is_not_told(site: Project, name: str, text: str | bytes) -> None:
    template(site, name, text)
    assert told(site) == []


def test_a_block_that_one_page_shows_is_not_told(site: Project) -> None:
    """Pages that replace it must all do so."""
    template(site, "base.html", f"{BASE}{{% block data %}}ours{{% endblock %}}")
    assert told(site) == []  # the search page fills no block of this name
    template(site, "list.html", '{% extends "!default/list.html" %}{% block rows %}{% endblock %}')
    site.write(
        "themes/mine/templates/board.html", '{% extends "list.html" %}{% block rows %}{{ super() }}{% endblock %}'
    )
    assert told(site) == []


def test_an_option_of_the_theme_that_nothing_reads_is_told_if_another_has_nearly_its_name(site: Project) -> None:
    site.write("themes/mine/theme.toml", 'extends = "default"\n[options]\nfooter = ""\nfoter = ""\nentirely = ""\n')
    assert told(site) == [
        'themes/mine/theme.toml:4: warning: no template reads the option "foter"; did you mean "footer"?'
    ]
    site.write(
        "themes/mine/templates/base.html", f"{BASE}{{% block head %}}{{{{ site.options.foter }}}}{{% endblock %}}"
    )
    assert told(site) == []


def test_an_option_that_names_no_asset_is_told_in_the_configuration(site: Project) -> None:
    site.write("archiver.toml", 'theme = "mine"\n[theme_options]\nfooter = "a"\nlogo = "icn.svg"\n')
    assert told(site) == ['archiver.toml:4: warning: there is no asset "icn.svg"; did you mean "icon.svg"?']
    site.write("themes/mine/assets/icn.svg", "<svg/>")
    assert told(site) == []


def test_a_fault_is_told_by_builds_and_fails_strict_ones(site: Project) -> None:
    template(site, "base.html", f"{BASE}{{% block foter %}}{{% endblock %}}")
    built = site.run("build", "--strict")
    assert built.returncode == 3
    message = 'warning: no template that this one extends has a block "foter"'
    assert f"themes/mine/templates/base.html:2: {message}" in built.stderr
    assert (site.root / "site/a/index.html").is_file()


def test_the_default_theme_has_no_such_names(project: Project) -> None:
    shutil.copytree(DEFAULT, project.root / "themes/default")
    assert told(project) == []


def test_lines_are_counted_in_what_is_read_of_a_template() -> None:
    text = "{#\n#}{% raw %}\n{% endraw %}\n{% block a %}\n{% block\n b %}{% endblock %}{{ super() }}{% endblock %}"
    blocks = scan_template(text).blocks.values()
    assert [(block.name, block.line, block.calls_super) for block in blocks] == [("a", 4, True), ("b", 5, False)]
    assets = scan_template('\n{{ \'a"b.css\'|asset }}{{ "c.css" |asset}}').assets
    assert assets == (Named('a"b.css', 2), Named("c.css", 2))
