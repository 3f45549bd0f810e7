"""Every template of every theme keeps to the context of its page: it asks for nothing that isn't there."""

import tomllib
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from msgspec import Struct

from archiver.config import TEMPLATE_SETTINGS
from archiver.pages import contexts

ROOT = Path(__file__).parents[1]
CONTEXTS = contexts.CONTEXTS
TEMPLATES = [path for folder in (ROOT / "themes", ROOT / "tests/sites") for path in sorted(folder.rglob("templates/*"))]
JINJA_S_OWN = {"loop", "prose", "trail", "properties", "sources"}
"""Variables that no context has: that of a loop, and namespaces of templates."""
NO_PARTS = {*JINJA_S_OWN, "site", "settings", "options", "csp"}
DEFAULT = ROOT / "themes/default"


def asked(path: Path) -> set[str]:
    """What a template, and those that it extends, ask of `page`."""
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in tree.find_all(nodes.Getattr) if node.node == nodes.Name("page", "load")}
    parents = [node.template.value for node in tree.find_all(nodes.Extends) if isinstance(node.template, nodes.Const)]
    return names.union(*(asked(file_of(parent, path.parent)) for parent in parents))


def file_of(name: str, folder: Path) -> Path:
    """The file of a template that one in `folder` extends; `!default/home.html` is of the theme `default`."""
    theme, _, rest = name[1:].partition("/")
    return ROOT / f"themes/{theme}/templates/{rest}" if name.startswith("!") else folder / name


def attributes(path: Path) -> set[tuple[str, str]]:
    """The variables of a template, and what it asks of each by a dot."""
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    return {(node.node.name, node.attr) for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)}


def fields(context: type[Struct]) -> set[str]:
    return set(context.__struct_fields__)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_a_template_asks_its_page_only_for_what_it_has(path: Path) -> None:
    known = CONTEXTS.get(path.name)
    shared = set().union(*map(fields, CONTEXTS.values()))
    assert asked(path) <= (fields(known) if known else shared)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_a_template_asks_the_site_and_parts_of_pages_only_for_what_they_have(path: Path) -> None:
    parts = {"html", "is_quote"}.union(
        *(fields(getattr(contexts, name)) for name in {*contexts.__all__} - {"CONTEXTS", "OF_EXPORTS"})
    )
    asked = attributes(path)
    assert {name for variable, name in asked if variable == "site"} <= {*TEMPLATE_SETTINGS, "options"}
    assert {name for variable, name in asked if variable not in NO_PARTS} <= parts


def test_templates_ask_for_settings_that_there_are() -> None:
    settings = DEFAULT / "templates/settings.html"
    tree = jinja2.Environment(autoescape=True).parse(settings.read_text(encoding="utf-8"))
    targets = [node.target for node in tree.find_all(nodes.Assign)]
    targets += [node.target for node in tree.find_all(nodes.AssignBlock)]
    made = {target.name for target in targets if isinstance(target, nodes.Name)}
    asked = {name for path in TEMPLATES for variable, name in attributes(path) if variable == "settings"}
    assert asked
    assert asked <= made
    options = tomllib.loads((DEFAULT / "theme.toml").read_text(encoding="utf-8"))["options"]
    assert {name for variable, name in attributes(settings) if variable == "options"} <= options.keys()


def rests_on_no_other(theme: Path) -> bool:
    return "extends" not in tomllib.loads((theme / "theme.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "folder",
    [folder for folder in sorted({path.parent for path in TEMPLATES}) if rests_on_no_other(folder.parent)],
    ids=lambda path: path.parts[-2],
)
def test_a_theme_that_rests_on_no_other_has_every_template(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} >= CONTEXTS.keys()
