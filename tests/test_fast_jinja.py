"""Templates compiled our way say what they say when Jinja compiles them."""

from functools import partial

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from archiver.render.fast_jinja import FastEnvironment
from archiver.render.tracking import Tracking

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
