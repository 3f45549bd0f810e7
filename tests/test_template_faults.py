"""A fault in a template is reported at its line, with the templates that led there and a hint, in both environments."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from archiver.errors import Problem, TemplateError
from archiver.model import Page, Url
from archiver.render import Renderer, environment
from archiver.theme import load_theme
from tests.conftest import Project

THEME = "themes/mine/templates"


class Post(Struct, frozen=True):
    author: str = "ada"
    reply: None = None


class Context(Struct, frozen=True):
    title: str = "Lamps"
    post: Post = Post()


@pytest.fixture(params=["fast", "stock"])
def mine(request: pytest.FixtureRequest, project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a theme of its own, whose templates either environment renders."""
    if request.param == "stock":
        monkeypatch.setattr(environment, "fast_jinja_works", lambda _: False)
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n[options]\nfooter = "x"\n')
    return project


def problem_of(
    project: Project, templates: Mapping[str, str | bytes], title: str = "Lamps", template: str = "page.html"
) -> Problem:
    for name, text in templates.items():
        project.write(f"{THEME}/{name}", text)
    config = project.config
    page = Page(path="a/index.html", url=Url("/a/"), template=template, context=Context(title=title))
    with pytest.raises(TemplateError) as caught:
        Renderer(load_theme(config), config).render(page, lambda _: None)
    return caught.value.problem


BASE = "<p>\n{% block main %}{% endblock %}\n"
MACROS = "{% macro outer(p) %}\n{{ inner(p) }}\n{% endmacro %}\n{% macro inner(p) %}\n{{ p.autor }}\n{% endmacro %}\n"
CHAINS: tuple[tuple[str, dict[str, str], str, tuple[str, ...]], ...] = (
    ("own", {"page.html": "<p>\n{{ psot }}\n"}, "page.html:2", ()),
    ("include", {"page.html": '\n{% include "part.html" %}', "part.html": "\n\n{{ psot }}"}, "part.html:3",
     ("page.html:2", "part.html:3")),
    ("include in a folder", {"page.html": '{% include "a/b/part.html" %}', "a/b/part.html": "{{ psot }}"},
     "a/b/part.html:1", ("page.html:1", "a/b/part.html:1")),
    ("extends", {"page.html": '\n{% extends "base.html" %}\n\n{% block main %}\n\n{% endblock %}\n{% set x = 1 %}\n',
                 "base.html": "\n\n\n{{ psot }}"}, "base.html:4", ("page.html:2", "base.html:4")),
    ("block", {"page.html": '{#\n#}\n{% extends "base.html" %}\n{% block main %}\n{{ psot }}\n{% endblock %}',
               "base.html": BASE}, "page.html:5", ("page.html:3", "base.html:2", "page.html:5")),
    ("include of what extends", {"page.html": '\n{% include "part.html" %}', "part.html": '{% extends "base.html" %}',
                                 "base.html": "\n{{ psot }}"}, "base.html:2",
     ("page.html:2", "part.html:1", "base.html:2")),
    ("macro", {"page.html": '{% from "m.html" import outer %}\n\n{{ outer(page.post) }}', "m.html": MACROS},
     "m.html:5", ("page.html:3", "m.html:2", "m.html:5")),
    ("import", {"page.html": '\n{% import "m.html" as m %}', "m.html": "\n\n{{ psot }}"}, "m.html:3",
     ("page.html:2", "m.html:3")),
    ("syntax", {"page.html": '\n{% include "part.html" %}', "part.html": "\n{% if %}"}, "part.html:2",
     ("page.html:2", "part.html:2")),
    ("syntax of an imported template", {"page.html": '{% import "m.html" as m %}', "m.html": "\n{# never"},
     "m.html:2", ("page.html:1", "m.html:2")),
    ("syntax of the page's own", {"page.html": "\n\n{% endfr %}"}, "page.html:3", ()),
    ("no such template", {"page.html": '\n{% include "part.html" %}', "part.html": '\n{% include "prt.html" %}'},
     "part.html:2", ("page.html:2", "part.html:2")),
    ("no such parent", {"page.html": '\n{% extends "bse.html" %}\n\n\n'}, "page.html:2", ()),
    ("a program's function", {"page.html": '\n{% include "part.html" %}', "part.html": '{{ _("%(a)s") }}'},
     "part.html:1", ("page.html:2", "part.html:1")),
    ("a macro that calls itself", {"page.html": '{% macro r() %}{{ r() }}{% endmacro %}\n{{ r() }}'}, "page.html:1",
     ("page.html:2", "page.html:1")),
    ("caller", {"page.html": '{% from "m.html" import box %}\n{% call box() %}\n{{ psot }}\n{% endcall %}',
                "m.html": "{% macro box() %}\n{{ caller() }}\n{% endmacro %}"}, "page.html:3",
     ("page.html:2", "m.html:2", "page.html:3")),
)  # fmt: skip


@pytest.mark.parametrize(("templates", "place", "chain"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS])
def test_the_innermost_template_and_those_that_led_there_are_named(
    mine: Project, templates: dict[str, str], place: str, chain: tuple[str, ...]
) -> None:
    problem = problem_of(mine, templates)
    assert (f"{problem.path}:{problem.line}", problem.chain) == (f"{THEME}/{place}", chain)
    assert problem.example == "while drawing /a/"


HINTS: tuple[tuple[str, int, str], ...] = (
    ("{{ page.post.autor }}", 14, "did you mean `page.post.author`?"),
    ('<p class="autor">{{ page.post.autor }}</p>', 31, "did you mean `page.post.author`?"),
    ("{{ page.post.autor }}{{ page.post.autor }}", 0, "did you mean `page.post.author`?"),
    ("{{ page['titel'] }}", 10, "did you mean `title`?"),
    ("{{ page.unlike_all }}", 9, "`page` has: post, title"),
    ("{{ page.post.reply.author }}", 20, "`page.post.reply` is none here; test it with `if`"),
    ("{{ site.titel }}", 9, "did you mean `site.title`?"),
    ("{{ site.options.foter }}", 17, "did you mean `site.options.footer`?"),
    ("{{ page.title.uper() }}", 15, "did you mean `page.title.upper`?"),
    ("{{ paeg.title }}", 4, "did you mean `page`?"),
    ("{{ unlike_all }}", 4, "variables here are: page, page_url, site"),
    ("{% set mine = 1 %}{{ mien }}", 22, "did you mean `mine`?"),
    ("{% for entry in [1] %}{{ enrty }}{% endfor %}", 26, "did you mean `entry`?"),
    ("{% for entry in [1] %}{{ loop.idnex }}{% endfor %}", 31, "did you mean `loop.index`?"),
    ("{% set n = namespace(count=1) %}{{ n.cont }}", 38, "did you mean `n.count`?"),
    ("{% block main %}{{ self.mian() }}{% endblock %}", 25, "did you mean `self.main`?"),
    ("{{ crumbs([]) }}", 4, 'a macro of "macros.html": {% from "macros.html" import crumbs %}'),
    ('{% from "macros.html" import crumb %}{{ crumb([]) }}', 0, "did you mean `crumbs`?"),
    ('{% import "macros.html" as m %}{{ m.crumb([]) }}', 37, "did you mean `m.crumbs`?"),
    ('{% from "macros.html" import crumbs %}{{ crumbs(lnks=[]) }}', 49, "did you mean `links`?"),
    ('{% from "macros.html" import crumbs %}{{ crumbs(1, 2) }}', 0, "the macro is `crumbs(links)`"),
    ("{% macro m(words) %}{{ words }}{% endmacro %}{{ m() }}", 0, "pass `words`, or give it a default: `words=none`"),
    ("{{ page.title|uper }}", 15, "did you mean `upper`?"),
    ("{% if false %}{{ page.title|uper }}{% endif %}{{ 1|uper }}", 0, "did you mean `upper`?"),
    ("{{ page.title|zzzzzz }}", 15, "filters for this program are: absolute, asset, "),
    ("{% if 1 is evne %}{% endif %}", 12, "did you mean `even`?"),
    ('{% include "hed.html" %}', 13, 'did you mean "head.html"?'),
    ('{% include "!default/hed.html" %}', 13, 'did you mean "!default/head.html"?'),
    ('{% include ["hed.html", "zzzzzz"] %}', 26, ""),
    ("{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}", 0, "a template or a macro calls itself without an end"),
    ("{% endfr %}", 4, "did you mean `{% endfor %}`?"),
    ("{% endfor %}", 4, "no open tag is waiting for `{% endfor %}` here"),
    ("{% if 1 %}{% for a in [] %}{% endif %}", 31, "first close `{% for %}` with `{% endfor %}`"),
    ("{% if 1 %}{% elseif 2 %}{% endif %}", 14, "did you mean `{% elif %}`?"),
    ("{% zzzzzz %}", 4, "tags are: autoescape, "),
    ("{% for a in [] %}", 0, "close `{% for %}` with `{% endfor %}`"),
    ("{{ page.title", 0, "a tag is not closed: "),
    ("{% if page.title = 1 %}{% endif %}", 0, "to compare, write `==`"),
    ("{{ page title }}", 9, "an operator, a comma or the end of the tag is missing before `title`"),
    ("{{ page.title }", 0, "brackets close in the order in which they opened"),
    ("{% if 1 && 2 %}{% endif %}", 9, "write `and`"),
    ("{{ !page }}", 4, "write `not`"),
    ("{{ 'Lamps }}", 4, "a text begins with this quotation mark"),
    ("{# Lamps", 0, "close the comment with `#}`"),
    ("{% raw %} Lamps", 0, "close `{% raw %}` with `{% endraw %}`"),
    ('{% from "macros.html" imort crumbs %}', 23, "did you mean `import`?"),
    ('{% from "macros.html" %}', 0, "`import` is missing before `end of statement block`"),
    ("{% import 'macros.html' as 5 %}", 0, "a name is missing before `integer`"),
    ("{{ [1, 2 }}", 0, "brackets close in the order"),
    ("{{ page.title == < }}", 0, "something is missing or not closed before `<`"),
    ("{{ [page.titel]|tojson }}", 0, "a name in the value for `tojson` does not exist"),
    ("{{ }}", 0, "an expression is missing"),
    ("{{ 1 + }}", 0, "an expression is missing"),
    ("{% %}", 0, "write what the tag does"),
    ("{% block a %}{% endblock %}{% block a %}{% endblock %}", 0, "give one of the two blocks another name"),
    ("{{ 1 / 0 }}", 0, ""),
)  # fmt: skip


@pytest.mark.parametrize(("line", "column", "hint"), HINTS, ids=[row[0] for row in HINTS])
def test_a_hint_says_what_was_meant(mine: Project, line: str, column: int, hint: str) -> None:
    problem = problem_of(mine, {"page.html": f"<p>\n{line}"})
    assert (problem.line, problem.column) == (2, column)
    assert problem.hint.startswith(hint)
    assert bool(problem.hint) == bool(hint)


def test_of_a_long_chain_the_middle_is_left_out(mine: Project) -> None:
    parts = {f"{n}.html": f'{{% include "{n + 1}.html" %}}' for n in range(30)} | {"30.html": "{{ psot }}"}
    problem = problem_of(mine, {"page.html": '{% include "0.html" %}', **parts})
    assert problem.chain[:2] == ("page.html:1", "0.html:1")
    assert (problem.chain[8:10], problem.chain[-1], len(problem.chain)) == (("… 20 more", "27.html:1"), "30.html:1", 13)


def test_templates_of_equal_name_are_told_apart(mine: Project) -> None:
    templates = {"page.html": '{% extends "404.html" %}', "404.html": '{% extends "!default/404.html" %}'}
    problem = problem_of(mine, {**templates, "base.html": "\n{{ psot }}"})
    assert problem.chain == ("page.html:1", "404.html:1", "!default/404.html:2", "base.html:2")


def test_a_fault_in_a_template_of_the_program_is_reported_there(mine: Project) -> None:
    problem = problem_of(mine, {"page.html": '{% include "!default/thread.html" %}'})
    assert Path(problem.path).is_absolute()
    assert problem.path.endswith("themes/default/templates/thread.html")
    assert problem.chain[0] == "page.html:1"


@pytest.mark.parametrize("name", ["page.html", "part.html"])
def test_a_template_that_is_not_utf_8_is_named_with_its_line(mine: Project, name: str) -> None:
    problem = problem_of(mine, {"page.html": '{% include "part.html" %}', name: b"\n\ncaf\xe9"})
    assert (problem.path, problem.line) == (f"{THEME}/{name}", 3)
    assert problem.message == "not UTF-8; save the template as UTF-8"
    assert problem.chain == (() if name == "page.html" else ("page.html:1", "part.html:3"))


def test_a_page_without_its_template_names_it(mine: Project) -> None:
    problem = problem_of(mine, {}, template="leaf.html")
    assert (problem.path, problem.line, problem.message) == ("leaf.html", 0, "no template leaf.html")


KEYS = "{% set words = {page.title: 1} %}{{ words.none_of_these }}"


@pytest.mark.parametrize("title", ["\x1b[2J'\n\"{{ }}%s", "a" * 100_000, "(" * 10_000, "\ud800", "macro 'x'", "\u202e"])
def test_words_of_strangers_in_a_message_do_no_harm(mine: Project, title: str) -> None:
    for use in (
        "{{ page[page.title] }}",
        "{% include page.title %}",
        "{{ {}[page.title] + 1 }}",
        "{{ page.title + 1 }}",
    ):
        problem = problem_of(mine, {"page.html": use}, title=title)
        assert (problem.path, problem.line) == (f"{THEME}/page.html", 1)
        assert len(problem.message) < 1_100
        assert len(problem.hint) < 1_100


def test_a_build_prints_the_hint_and_the_chain_once_below_the_problem(mine: Project) -> None:
    for name in ("a", "b", "c"):
        mine.write(f"content/{name}.md", "# Lamps\n\n## ada\n\nWords.\n")
    mine.write(f"{THEME}/post.html", "{% macro post(post, ours, lang) %}\n{{ post.autor }}\n{% endmacro %}")
    done = mine.run("build", "--jobs", "1")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"{THEME}/post.html:2:9: ")
    assert lines[1] == "    did you mean `post.author`?"
    assert lines[2].startswith("    thread.html:1 → base.html:")
    assert lines[2].endswith(" → post.html:2")
    assert lines[3:] == ["1 error, 0 warnings"]
