"""Where a theme or a site can put something of its own: blocks, single macros, options. Each reaches every page."""

import re
from pathlib import Path

import jinja2
import pytest

from archiver.build.verify import verify
from archiver.model import Url
from archiver.render.fast_jinja import FastEnvironment
from archiver.render.macros import OverridableMacros
from archiver.render.tracking import CurrentPage, Tracking
from archiver.theme import load_theme
from tests.conftest import Project

pytestmark = pytest.mark.builds

DEFAULT = Path(__file__).parents[1] / "themes/default"
THREAD = (
    "---\ntags: [night]\naliases: [/old/moon/]\n---\n# Moon\n\n"
    "## ada · 2022-07-01 {#p1}\n\nUp.\n\n## ben · 2022-07-05 {#p2}\n\nStill.\n"
)
BLOCKS = ("head", "extra_head", "brand", "nav", "header", "before_content", "footer", "scripts")
NO_FRAME = ("old/",)
"""Redirects, which have no frame."""


@pytest.fixture
def site(project: Project) -> Project:
    """A project with threads, and a theme of its own that changes nothing yet."""
    project.write("content/space/moon.md", THREAD)
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    configure(project)
    return project


def configure(project: Project, more: str = "") -> None:
    project.write("archiver.toml", f'theme = "mine"\n{more}\n')


def template(project: Project, name: str, text: str) -> None:
    project.write(f"themes/mine/templates/{name}", text)


def html_pages(project: Project) -> dict[str, str]:
    """The HTML of all pages that have a frame."""
    pages = {path: text.decode() for path, text in project.tree().items() if path.endswith(".html")}
    return {path: text for path, text in pages.items() if not path.startswith(NO_FRAME)}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_a_base_template_reaches_every_page(site: Project, block: str) -> None:
    template(site, "base.html", f'{{% extends "!default/base.html" %}}{{% block {block} %}}(ours){{% endblock %}}')
    assert not site.build().problems
    pages = html_pages(site)
    assert len(pages) > 12
    assert not [path for path, text in pages.items() if text.count("(ours)") != 1]


def test_what_pages_put_into_the_head_stays(site: Project) -> None:
    site.build()
    before = html_pages(site)
    template(site, "base.html", '{% extends "!default/base.html" %}{% block head %}<meta name="a">{% endblock %}')
    site.build()
    assert {path: text.replace('<meta name="a">', "") for path, text in html_pages(site).items()} == before


def test_one_macro_is_changed_without_its_file(site: Project) -> None:
    """Also where other macros of the file call it: the span of a thread's dates calls `time`."""
    template(
        site,
        "macros.html",
        '{% extends "!default/macros.html" %}{% macro time(moment, words) %}<time>On {{ words }}</time>{% endmacro %}'
        "{% macro post_heading(post, ours) %}(heads {{ post.number }}){% endmacro %}"
        "{% macro post_header(post) %}(begins {{ post.number }}){% endmacro %}"
        "{% macro post_footer(post) %}(ends {{ post.number }}){% endmacro %}",
    )
    assert not site.build().problems
    thread = site.read("site/space/moon/index.html")
    assert "<time>On 1 July 2022</time> – <time>On 5 July 2022</time>" in thread
    found = re.findall(r"\((heads|begins|ends) (\d)\)", thread)
    assert found == [(word, number) for number in "12" for word in ("heads", "begins", "ends")]
    assert 'class="number"' not in thread
    assert "<time>On 5 July 2022</time>" in site.read("site/space/index.html")
    assert verify(site.config, site.build()) == ()


def test_a_macro_may_call_the_one_that_it_replaces(site: Project) -> None:
    template(
        site,
        "macros.html",
        '{% extends "!default/macros.html" %}{% import "!default/macros.html" as default %}'
        "{% macro author(link) %}{{ default.author(link) }} (member){% endmacro %}",
    )
    assert not site.build().problems
    assert site.read("site/space/moon/index.html").count('dir="auto">ada</a> (member)') == 1
    template(site, "macros.html", '{% extends "!default/macros.html" %}')
    site.build()
    assert "(member)" not in site.read("site/space/moon/index.html")
    assert verify(site.config, site.build()) == ()


MACROS = {
    "a": "{% macro one() %}1{% endmacro %}{% macro two() %}{{ one() }}2{% endmacro %}{% macro _own() %}o{% endmacro %}",
    "b": '{% extends "a" %}{% macro one() %}I{% endmacro %}{% macro three() %}{{ two() }}{% endmacro %}',
    "c": '{% extends "b" %}{% macro three() %}III{% endmacro %}',
    "twice": "{% macro one() %}1{% endmacro %}{% macro one() %}2{% endmacro %}",
    "imports": '{% extends "a" %}{% from "twice" import one %}',
    "sets": '{% extends "a" %}{% set one = 5 %}',
}
CALLS = (
    ('{% from "a" import one, two %}{{ one() }} {{ two() }}', "1 12"),
    ('{% from "b" import one, two, three %}{{ one() }} {{ two() }}', "I I2"),
    ('{% from "c" import one, two, three %}{{ one() }} {{ two() }} {{ three() }}', "I I2 III"),
    ('{% from "a" import two %}{% from "b" import two as other %}{{ two() }} {{ other() }}', "12 I2"),
    ('{% from "twice" import one %}{{ one() }}', "2"),
    ('{% from "imports" import one, two %}{{ one() }} {{ two() }}', "1 12"),
    ('{% from "sets" import one, two %}{{ one() }} {{ two() }}', "1 12"),
)


@pytest.mark.parametrize(("text", "expected"), CALLS, ids=[expected for _, expected in CALLS])
def test_the_first_macro_of_a_name_counts_in_both_environments(text: str, expected: str) -> None:
    stock = jinja2.Environment(autoescape=True, loader=jinja2.DictLoader(MACROS))
    stock.code_generator_class = OverridableMacros
    tracking = Tracking()
    fast = FastEnvironment(tracking, autoescape=True, loader=jinja2.DictLoader(MACROS))
    with tracking.rendering(CurrentPage(url=Url("/"), absolute_links=False, record=lambda _: None)):
        assert [environment.from_string(text).render() for environment in (stock, fast)] == [expected, expected]


def test_options_reach_every_page(site: Project) -> None:
    configure(
        site,
        "[theme_options]\n"
        'nav = { About = "/about/", Forum = "https://forum.example/?a=1&b" }\n'
        'logo = "icon.svg"\nfooter = "Kept & <ours>"\n'
        'colors.link = "light-dark(#a00, #f99)"\nfonts.serif = \'"Book Antiqua"\'\n'
        'csp = { script-src = "https://stats.example", frame-src = "https://films.example" }\n',
    )
    assert not site.build().problems
    for path, text in html_pages(site).items():
        up = "/" if path == "404.html" else "../" * path.count("/")
        assert f'<li><a href="{up}about/" dir="auto">About</a></li>' in text
        assert '<li><a href="https://forum.example/?a=1&amp;b" dir="auto">Forum</a></li>' in text
        assert 'assets/icon.svg" alt="">' in text
        assert "Kept &amp; &lt;ours&gt;" in text
        assert '<style>:root{--link:light-dark(#a00, #f99);--serif:"Book Antiqua";}</style>' in text
        assert "script-src 'self' https://stats.example;" in text
        assert "frame-src 'self' https://films.example;" in text
    configure(site)
    site.build()
    assert verify(site.config, site.build()) == ()
    assert not [path for path, text in html_pages(site).items() if "stats.example" in text or "<style>" in text]


WRONG = (
    ('colors.lnik = "red"', 'the option "colors" has no "lnik"; did you mean "link"?'),
    ('csp = { scriptsrc = "a" }', 'the option "csp" has no "scriptsrc"; did you mean "script-src"?'),
    ("colors.link = 5", 'the option "colors.link" is not right; it takes text in quotation marks'),
    ("nav = { About = 5 }", 'the option "nav.About" is not right; it takes text in quotation marks'),
    ('nav = ["a"]', 'the option "nav" is not right; it takes a table'),
    ('related = "no"', 'the option "related" is not right; it takes true or false'),
)


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_option_is_told_with_its_line(site: Project, line: str, message: str) -> None:
    configure(site, f"[theme_options]\n{line}")
    assert f"archiver.toml:3: {message}" in site.run("build").stderr


def test_colours_and_fonts_are_properties_of_the_style_sheet(project: Project) -> None:
    project.write("content/a.md", "T\n\nWords.\n")
    style = (DEFAULT / "assets/style.css").read_text(encoding="utf-8")
    root = style.partition(":root {")[2].partition("}\n[")[0]
    options = load_theme(project.config).options
    names = {name for table in ("colors", "fonts") for name in dict(options[table])}  # type: ignore[call-overload]
    assert names <= {*re.findall(r"--([\w-]+):", root)}


@pytest.mark.parametrize(
    ("date_format", "shown"),
    [("%Y-%m-%d", "2022-07-05"), ("%-d. %B %Y", "5. July 2022"), ("%d/%-m/%Y, 100 %%", "05/7/2022, 100 %")],
)
def test_dates_have_the_format_of_the_site(site: Project, date_format: str, shown: str) -> None:
    site.build()
    configure(site, f'date_format = "{date_format}"')
    report = site.build()
    assert "the setting date_format changed" in {reason.why for reason in report.reasons}
    assert f">{shown}</time>" in site.read("site/space/moon/index.html")
    assert f">{shown}</time>" in site.read("site/space/index.html")
    assert verify(site.config, site.build()) == ()


@pytest.mark.parametrize("date_format", ["%x", "%", "%-Y", "%H"])
def test_an_unknown_directive_is_told(site: Project, date_format: str) -> None:
    configure(site, f'date_format = "{date_format}"')
    stderr = site.run("build").stderr
    assert 'archiver.toml:2: "date_format" is not right; it takes a format of %d, %-d, %m' in stderr
    assert f'not "{date_format}"' in stderr
