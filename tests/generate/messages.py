"""Write `messages.pot`, the texts of the interface, of all themes that are shipped: run by `.ci/bundle`.

    python -m tests.generate.messages

The file is checked in. `tests.generate.catalogues` makes those of translators, `<lang>.po` next to it. The texts are in
templates, in Python, and in scripts, whose texts a template lists for `script_translations`.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jinja2
import polib
from jinja2 import nodes
from jinja2.ext import extract_from_ast

import archiver
from archiver.model import MONTHS
from archiver.render.translator import DATE_CONTEXT, DAY, DAY_AND_TIME, NUMBER_CONTEXT

_ROOT = Path(__file__).parents[2]
THEME = _ROOT / "themes/default"
PATH = THEME / "locale/messages.pot"
METADATA = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_FUNCTIONS = ("_", "gettext", "ngettext")
_TRANSLATOR = "archiver/render/translator.py"


class Message(NamedTuple):
    """A text to translate: its msgid, that for many things if it counts something, and its context if it has one."""

    msgid: str
    plural: str = ""
    context: str = ""


def template_messages() -> dict[str, set[Message]]:
    """The messages of each template, by its path."""
    return {path: {*_function_messages(tree), *_script_messages(tree)} for path, tree in _templates()}


def script_messages() -> set[Message]:
    """The messages that templates list for scripts."""
    return {message for _, tree in _templates() for message in _script_messages(tree)}


def _templates() -> Iterator[tuple[str, nodes.Template]]:
    """The templates of all themes that are shipped, each with its path, relative to the repository."""
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    for path in sorted(THEME.parent.glob("*/templates/**/*.*")):
        yield path.relative_to(_ROOT).as_posix(), environment.parse(path.read_text(encoding="utf-8"))


def _function_messages(tree: nodes.Template) -> Iterator[Message]:
    for _, _, found in extract_from_ast(tree, _FUNCTIONS):
        texts = (found,) if isinstance(found, str) else found or ()
        yield Message(*[text for text in texts if text is not None][:2])


def _script_messages(tree: nodes.Template) -> Iterator[Message]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "script_translations":
            for argument in call.args:
                value = argument.as_const()
                yield Message(value) if isinstance(value, str) else Message(*value)


def python_messages() -> dict[str, set[Message]]:
    """The messages of each module, by its path: literals in calls of `InterfaceText`, and what dates consist of."""
    package = Path(archiver.__file__).parent
    found: dict[str, set[Message]] = defaultdict(set)
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "InterfaceText":
                texts = [text.value for text in node.args if isinstance(text, ast.Constant)]
                found[path.relative_to(package.parent).as_posix()] |= {Message(str(text)) for text in texts}
    found[_TRANSLATOR] = {
        Message(DAY),
        Message(DAY_AND_TIME),
        Message(",", context=NUMBER_CONTEXT),
        *(Message(month, context=DATE_CONTEXT) for month in MONTHS),
    }
    return found


def all_messages() -> dict[Message, list[str]]:
    """All messages, in order, each with the files that have it, relative to the repository."""
    found: dict[Message, list[str]] = defaultdict(list)
    for path, messages in {**python_messages(), **template_messages()}.items():
        for message in messages:
            found[message].append(path)
    return dict(sorted(found.items()))


def new_entry(message: Message, paths: list[str], forms: int = 2) -> polib.POEntry:
    """The entry of a message without a translation.

    Args:
        message: the message.
        paths: the files that have it.
        forms: the number of plural forms of the language.
    """
    plural = (
        {"msgid_plural": message.plural, "msgstr_plural": dict.fromkeys(range(forms), "")} if message.plural else {}
    )
    context = {"msgctxt": message.context} if message.context else {}
    occurrences = [(path, "") for path in sorted(paths)]
    flags = ["python-format"] if "%" in message.msgid else []
    return polib.POEntry(msgid=message.msgid, occurrences=occurrences, flags=flags, **plural, **context)


def messages_file() -> str:
    """The text of `messages.pot`."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = dict(METADATA)
    file.extend(new_entry(message, paths) for message, paths in all_messages().items())
    return f"{file}\n"


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(messages_file(), encoding="utf-8", newline="\n")
