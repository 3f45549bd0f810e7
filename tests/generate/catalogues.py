"""Bring the translations of the default theme up to date with its messages, or begin those of another language.

    python -m tests.generate.catalogues       # adds new messages to each .po file, and removes those that are gone
    python -m tests.generate.catalogues nl    # begins nl.po, with what CLDR knows of the language: dates, plurals

Both list the messages that are still to be translated, each with its line.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel import Locale
from babel.plural import PluralRule, to_gettext

from archiver.model import MONTHS
from archiver.pages.statistics import WEEKDAYS
from archiver.render.translator import DATE_CONTEXT, DAY, NUMBER_CONTEXT
from tests.generate.messages import METADATA, PATH, Message, all_messages, new_entry

_FIELDS = {"d": "%(day)s", "M": "%(month)s", "L": "%(month)s", "y": "%(year)s"}
"""The variables of `DAY`, by the letters of CLDR's patterns (https://unicode.org/reports/tr35/tr35-dates.html)."""


def conventions(lang: str) -> dict[Message, str]:
    """How a language writes dates and numbers, as CLDR has it: translations of the messages of which they consist.

    Numbers are written in the digits 0 to 9, as in the addresses of pages and in queries.
    """
    locale = Locale.parse(lang, sep="-")
    symbols = locale.number_symbols["latn"]
    signs = {Message(",", context=NUMBER_CONTEXT): symbols["group"], Message("."): symbols["decimal"]}
    names = dict(
        zip(map(Message, WEEKDAYS), map(locale.days["stand-alone"]["wide"].__getitem__, range(7)), strict=True)
    )
    pattern = locale.date_formats["long"].pattern
    is_numeric = not re.search("M{3}|L{3}", pattern)  # the name of a month is its number and a word: "7月"
    for number, month in enumerate(MONTHS, 1):
        for kind, context in (("stand-alone", ""), ("format", DATE_CONTEXT)):
            name = f"{number}月" if is_numeric else locale.months[kind]["wide"][number]
            names[Message(month, context=context)] = name
    return {Message(DAY): _day_format(pattern, is_numeric=is_numeric), **signs, **names}


def _day_format(pattern: str, *, is_numeric: bool) -> str:
    """A pattern of CLDR as a translation of `DAY`: `d. MMMM y`, or `y年M月d日`, whose months are named `M月`."""
    pattern = pattern.replace("M月", "M") if is_numeric else pattern
    parts = re.findall(r"'([^']*)'|(([dMLy])\3*)|([^'])", pattern)
    return "".join(text or (_FIELDS[letter] if letter else sign) for text, _, letter, sign in parts)


def plural_rule(lang: str) -> PluralRule:
    """The rule of a language for whole numbers: without the forms that only fractions and millions have."""
    rule = Locale.parse(lang, sep="-").plural_form
    used = {rule(number) for number in range(200)}
    tags = [tag for tag in rule.rules if tag in used]
    return PluralRule({tag: rule.rules[tag] for tag in (tags if "other" in used else tags[:-1])})


def new_file(lang: str) -> polib.POFile:
    """The file of a language without translations but those of CLDR."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Language": lang, **METADATA, "Plural-Forms": to_gettext(plural_rule(lang))}
    known = conventions(lang)
    for message in all_messages():
        if message in known:
            file.append(polib.POEntry(msgid=message.msgid, msgctxt=message.context or None, msgstr=known[message]))
    return file


def updated(old: polib.POFile) -> polib.POFile:
    """A file with all messages in their order, and the translations that the old one has of them."""
    file = polib.POFile(wrapwidth=0)
    file.header, file.metadata = old.header, old.metadata
    forms = int(re.findall(r"nplurals\s*=\s*(\d+)", old.metadata["Plural-Forms"])[0])
    known = {_message(entry): entry for entry in old}
    for message, paths in all_messages().items():
        entry = new_entry(message, paths, forms)
        if message in known:
            entry.msgstr, entry.tcomment = known[message].msgstr, known[message].tcomment
            entry.msgstr_plural |= known[message].msgstr_plural
            entry.flags += [flag for flag in known[message].flags if flag not in entry.flags]
        file.append(entry)
    return file


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def missing(path: Path) -> Iterator[str]:
    """The messages that a file has no translation of, each with the path of the file and its line."""
    for entry in polib.pofile(str(path)):
        if not entry.translated():
            yield f"{path}:{entry.linenum}: {entry.msgid}"


def _write(file: polib.POFile, path: Path) -> None:
    path.write_text(f"{updated(file)}\n", encoding="utf-8", newline="\n")
    for line in missing(path):
        print(line)  # noqa: T201  what is left to do, for whoever runs it


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _write(new_file(name), PATH.with_name(f"{name}.po"))
    for shipped in [] if sys.argv[1:] else sorted(PATH.parent.glob("*.po")):
        _write(polib.pofile(str(shipped)), shipped)
