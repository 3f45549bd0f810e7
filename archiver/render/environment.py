"""Chooses between the fast Jinja environment and Jinja's own one.

`fast_jinja` overrides private names of Jinja and MarkupSafe, which a later version may rename or use in another way. So
a small page is rendered with it first, once per renderer (0.5 ms with stored bytecode). If the text or the recorded
dependencies are wrong, templates are rendered with Jinja's own environment, which takes longer and gives equal pages.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from archiver.model import Dependency, DependencyKind, Digest, Url, digest_of
from archiver.render.bytecode_cache import FolderBytecodeCache
from archiver.render.macros import OverridableMacros
from archiver.render.tracking import CurrentPage, Tracking
from archiver.render.undefined import NamedUndefined

_OPTIONS: Any = {
    "undefined": NamedUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "extensions": ["jinja2.ext.i18n"],  # calls the functions of `translator`
    "auto_reload": True,  # the loader hears of each use of a template by it; nothing is read again
}
_PROBE = {
    "macros": "{% set title = read() %}{% macro two(a, b='>') %}{{ a }}{{ b }}{{ title }}{% endmacro %}",
    "page": "{% import 'macros' as macros %}{{ v }}{{ v|safe }}{{ 7 }}{{ macros.two(v, 1) }}{{ macros.two(b=v, a=2) }}"
    "{{ macros.two(macros.two(v, v), v) }}{{ v.upper() }}{{ d.k }}{{ _('m') }}"
    "{% autoescape false %}{{ v }}{% endautoescape %}",
}
_PROBE_TEXT = "&lt;x<x7&lt;x1&amp;2&lt;x&amp;&lt;x&lt;x&amp;&lt;x&amp;&lt;X&gt;M<x"
_PROBE_DEPENDENCY = Dependency(DependencyKind.SETTING, "title")


def open_environment(tracking: Tracking, loader: jinja2.BaseLoader, bytecode_folder: Path) -> jinja2.Environment:
    """An environment for the templates of a theme.

    Args:
        tracking: the fast environment records the dependencies of cached modules of macros with it.
        loader: loads templates; it must record each use.
        bytecode_folder: where compiled templates are stored.
    """
    make = _make_fast if fast_jinja_works(bytecode_folder) else _make_stock
    return make(tracking, loader, bytecode_folder)


def _make_fast(tracking: Tracking, loader: jinja2.BaseLoader, bytecode_folder: Path) -> jinja2.Environment:
    from archiver.render.fast_jinja import FastEnvironment

    return FastEnvironment(
        tracking, autoescape=True, loader=loader, bytecode_cache=_bytecode(bytecode_folder, "fast"), **_OPTIONS
    )


def _make_stock(_: Tracking, loader: jinja2.BaseLoader, bytecode_folder: Path) -> jinja2.Environment:
    """Jinja's environment without a cache of templates, which would have modules of macros without dependencies."""
    environment = jinja2.Environment(
        autoescape=True, loader=loader, bytecode_cache=_bytecode(bytecode_folder, "stock"), cache_size=0, **_OPTIONS
    )
    environment.code_generator_class = OverridableMacros
    return environment


def _bytecode(folder: Path, kind: str) -> FolderBytecodeCache:
    return FolderBytecodeCache(folder, f"{kind} {_compiler_digest()}")


@cache
def _compiler_digest() -> Digest:
    """The digest of the modules of this package, which decide what templates are compiled to."""
    return digest_of(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))


def fast_jinja_works(bytecode_folder: Path) -> bool:
    """True if the fast environment renders a small page as the stock one does, twice, with its dependencies."""
    try:
        tracking = Tracking()
        environment = _make_fast(tracking, jinja2.DictLoader(_PROBE), bytecode_folder)
        environment.gettext = str.upper  # type: ignore[attr-defined]  # of the fast environment
        environment.globals.update(read=_reader(tracking), _=str.lower)
        return all(_renders_probe(environment, tracking) for _ in range(2))
    except Exception:  # noqa: BLE001  whatever a later version of Jinja raises
        return False


def _reader(tracking: Tracking) -> Callable[[], str]:
    def read() -> str:
        tracking.record(_PROBE_DEPENDENCY)
        return "&"

    return read


def _renders_probe(environment: jinja2.Environment, tracking: Tracking) -> bool:
    dependencies: set[Dependency] = set()
    with tracking.rendering(CurrentPage(url=Url("/"), absolute_links=False, record=dependencies.add)):
        text = environment.get_template("page").render(v="<x", d={"k": ">"})
    return text == _PROBE_TEXT and dependencies == {_PROBE_DEPENDENCY}
