"""The fast environment renders what Jinja's own does; where it would not, Jinja's own is used."""

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from archiver.build.worker import renderer
from archiver.render import environment
from archiver.render.fast_jinja import FastContext, FastEnvironment
from archiver.render.tracking import Tracking
from tests.conftest import Project

pytestmark = pytest.mark.builds

MACROS = """
{% macro two(a, b="<b>") %}{{ a }}&{{ b }}{% endmacro %}
{% macro more(a) %}{{ a }} {{ varargs|join("<") }} {{ kwargs.x }}{% endmacro %}
{% macro around(a) %}<{{ a }}>{{ caller() }}{% endmacro %}
{% macro again(n) %}{{ n }}{% if n %}{{ again(n - 1) }}{% endif %}{% endmacro %}
"""
USES = (
    "{{ v }}",
    "{{ v|safe }}{{ v|e }}{{ (v ~ '<')|length }}",
    "{{ two(v) }}{{ two(v, v) }}{{ two(b=v, a='>') }}{{ two(two(v, '\"'), 3) }}",
    "{{ more(v, v, '&', x=v) }}",
    "{% call around(v) %}{{ v }}{% endcall %}",
    "{{ again(3) }}{{ again(2)|upper }}",
    "{% set l = [] %}{{ l.append(v) }}{{ l }}{% for _ in l %}{{ l.pop() }}{% endfor %}",
    "{% autoescape false %}{{ v }}{{ two(v, v) }}{% endautoescape %}",
    "{% filter upper %}{{ v }}{{ two(v, v) }}{% endfilter %}",
    "{% block b %}{% for i in range(2) %}{{ two(v, i) }}{{ '%s'.__mod__(v) }}{% endfor %}{% endblock %}",
    "{% set m = two(v, v) %}{{ m is string }}{{ m }}{{ m ~ '<' }}",
)


class Html:
    def __html__(self) -> str:
        return "<i>html</i>"


class Named(str):
    """A string of another type, as enumerations are."""

    __slots__ = ()


values = st.one_of(
    st.text(alphabet="ab<>&'\"{}é", max_size=8),
    st.text(max_size=4).map(Markup),
    st.text(max_size=4).map(Named),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.none(),
    st.just(Html()),
    st.lists(st.text(alphabet="a<", max_size=3), max_size=2),
)


@pytest.mark.parametrize("use", USES)
@given(value=values)
def test_code_of_ours_says_what_jinjas_says(use: str, value: object) -> None:
    ours, theirs = FastEnvironment(Tracking(), autoescape=True), jinja2.Environment(autoescape=True)
    assert ours.from_string(MACROS + use).render(v=value) == theirs.from_string(MACROS + use).render(v=value)


@pytest.mark.parametrize("use", ["{{ two() }}{{ nothing }}", "{{ two(1, 2, 3) }}", "{{ two(1, c=3) }}", "{{ v.x.y }}"])
def test_what_cannot_be_drawn_is_as_wrong_as_before(use: str) -> None:
    said = []
    for kind in (partial(FastEnvironment, Tracking()), jinja2.Environment):
        environment = kind(autoescape=True, undefined=jinja2.StrictUndefined)
        with pytest.raises((TypeError, jinja2.UndefinedError)) as error:
            environment.from_string(MACROS + use).render(v=1)
        said.append(str(error.value))
    assert said[0] == said[1]


def unescaped(value: str) -> str:
    return value


def without_globals(self: FastEnvironment, own: object) -> dict[str, object]:
    return {}


def without_function(self: FastContext, called: Any, /, *args: Any, **kwargs: Any) -> Any:
    return called._function(*args)


BREAKS: tuple[tuple[str, object], ...] = (
    ("archiver.render.fast_jinja._escape", unescaped),
    ("archiver.render.fast_jinja.FastEnvironment.escape_output", None),
    ("archiver.render.fast_jinja.FastContext.call", without_function),
    ("archiver.render.fast_jinja.FastTemplate._get_default_module", jinja2.Template._get_default_module),
    ("archiver.render.fast_jinja.FastEnvironment.make_globals", without_globals),
)


@pytest.fixture
def without_renderer() -> Iterator[None]:
    """As in a new process, which has no renderer yet."""
    renderer.cache_clear()
    yield
    renderer.cache_clear()


def test_the_fast_environment_works_with_the_jinja_that_is_installed(without_renderer: None, tmp_path: Path) -> None:
    assert environment.fast_jinja_works(tmp_path)


@pytest.mark.parametrize(("name", "broken"), BREAKS, ids=[name.rpartition(".")[2] for name, _ in BREAKS])
def test_with_another_jinja_pages_are_drawn_by_the_stock_environment(
    without_renderer: None, project: Project, monkeypatch: pytest.MonkeyPatch, name: str, broken: object
) -> None:
    """The pages are equal, and what modules of macros have read is recorded for every page that imports them."""
    write_site(project)
    assert not project.build(jobs=1).errors
    fast = project.tree()
    monkeypatch.setattr(name, broken)
    renderer.cache_clear()
    assert not environment.fast_jinja_works(project.config.state / "templates")
    shutil.rmtree(project.config.state)
    shutil.rmtree(project.config.output)
    assert not project.build(jobs=1).errors
    assert project.tree() == fast
    project.write("archiver.toml", 'theme = "mine"\n[theme_options]\nfooter = "two"\n')
    assert {"content/a.md", "content/b.md"} <= {reason.what for reason in project.build(jobs=1).reasons}
    assert all("two" in project.read(f"site/{page}/index.html") for page in ("a", "b"))


def test_an_environment_that_cannot_be_imported_is_not_used(
    without_renderer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "archiver.render.fast_jinja", None)
    assert not environment.fast_jinja_works(tmp_path)


def write_site(project: Project) -> None:
    for name in ("a", "b"):
        project.write(f"content/{name}.md", f"# Talk <{name}>\n\n## ada {{#p1}}\n\nHello & so on.\n")
    project.write("themes/mine/theme.toml", 'extends = "default"\n[options]\nfooter = "one"\n')
    project.write(
        "themes/mine/templates/outer.html", "{% set by = site.options.footer %}{% macro signed() %}{% endmacro %}"
    )
    start = '{% extends "!default/thread.html" %}{% import "outer.html" as outer %}'
    project.write("themes/mine/templates/thread.html", start + "{% block footer %}{{ outer.by }}{% endblock %}")
    project.write("archiver.toml", 'theme = "mine"\n')
