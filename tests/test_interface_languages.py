"""The languages that are shipped: complete, as CLDR writes them, and valid on pages of all kinds.

In the default theme all languages, in the two others the six that are looked at in a browser.
"""

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.translations import read_translations
from tests.conftest import Project
from tests.generate.catalogues import conventions, plural_rule
from tests.generate.messages import PATH, all_messages
from tests.page_kinds import LANGUAGES as LOOKED_AT
from tests.page_kinds import THEMES, build_small_site
from tests.pseudo_language import ATTRIBUTES, NOT_TEXT, find_english
from tests.test_atom import feeds, violations
from tests.test_linked_data import REQUIRED, linked_data, objects

pytestmark = pytest.mark.builds

LANGUAGES = ("ar", "de", "es", "fr", "he", "ja", "pt", "ru", "zh")
RIGHT_TO_LEFT = {"ar", "he"}
PLURALS_LIKE = {"pt": "pt-PT"}
"""Portuguese of Brazil has "0 resposta", Portuguese of Portugal "0 respostas", which Brazil says, too."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_and_numbers_are_those_of_cldr(lang: str) -> None:
    """As the scripts of the search page have them, which ask the browser. A name on its own may have a capital."""
    texts = {
        (entry.msgctxt or "", entry.msgid): entry.msgstr for entry in polib.pofile(str(PATH.with_name(f"{lang}.po")))
    }
    wanted = {(message.context, message.msgid): text for message, text in conventions(lang).items()}
    found = {key: texts[key] for key in wanted}
    assert {key: text.casefold() for key, text in found.items()} == {
        key: text.casefold() for key, text in wanted.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_have_the_plural_forms_of_cldr(lang: str) -> None:
    catalog = GNUTranslations(BytesIO(read_translations(PATH.with_name(f"{lang}.po"), lang)))
    rule = plural_rule(PLURALS_LIKE.get(lang, lang))
    forms = {(rule(number), catalog.ngettext("%(num)s day", "%(num)s days", number)) for number in range(1000)}
    assert len(forms) == len(rule.tags | {"other"}) == len(set(dict(forms).values()))


SITES = [f"{theme}-{lang}" for theme in THEMES for lang in (LANGUAGES if theme == "default" else ("en", *LOOKED_AT))]


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site in Greek with an interface in one of the languages, in one of the themes."""
    theme, _, lang = request.param.partition("-")
    return build_small_site(tmp_path_factory.mktemp(request.param), lang, theme)


def pages(project: Project) -> dict[str, str]:
    return {name: content.decode() for name, content in project.tree().items() if name.endswith(".html")}


def test_no_english_is_left_on_pages(site: Project) -> None:
    english = words_of_messages() - words_of(site.config.lang)
    found = {name: {*map(str.lower, words_in(html))} & english for name, html in pages(site).items()}
    assert {name: words for name, words in found.items() if words} == {}


def words_in(html: str) -> Iterator[str]:
    for text in find_english(html):
        yield from re.findall("[A-Za-z]{3,}", text)


@cache
def words_of_messages() -> set[str]:
    texts = " ".join(f"{message.msgid} {message.plural}" for message in all_messages())
    return set(re.findall("[a-z]{3,}", re.sub(r"%\(\w+\)s", " ", texts).lower()))


def words_of(lang: str) -> set[str]:
    if lang == "en":
        return words_of_messages()
    entries = polib.pofile(str(PATH.with_name(f"{lang}.po")))
    texts = " ".join(text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()))
    return set(re.findall("[a-z]{3,}", re.sub(r"%\(\w+\)s", " ", texts).lower()))


def test_pages_have_the_direction_of_their_language(site: Project) -> None:
    lang = site.config.lang
    direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
    for name, html in pages(site).items():
        [root] = LexborHTMLParser(html).css("html")
        assert (name, root.attributes["lang"], root.attributes["dir"]) == (name, lang, direction)


def test_feeds_are_valid_and_say_their_language(site: Project) -> None:
    found = feeds(site)
    assert len(found) > 3
    assert {path: list(violations(content)) for path, content in found.items()} == {path: [] for path in found}
    assert all(f'xml:lang="{site.config.lang}"'.encode() in content for content in found.values())


def test_search_engines_get_what_they_require(site: Project) -> None:
    for page in ("", "1/2/", "authors/άννα/", "dates/2022/07/"):
        for entry in objects(linked_data(site, page)):
            assert REQUIRED.get(entry["@type"], set()) <= entry.keys()


def test_what_stays_english_is_told_to_be_english(project: Project) -> None:
    """On a site in a language of which there is no translation."""
    build_small_site(project.root, "el")
    found = {name: sorted({*not_in_english(LexborHTMLParser(html).body)}) for name, html in pages(project).items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def not_in_english(node: LexborNode | None, lang: str = "el") -> Iterator[str]:
    """Words in Latin letters, in texts and attributes, that an element's `lang` doesn't tell to be English."""
    if node is None or node.tag in NOT_TEXT:
        return
    lang = (node.attributes.get("lang") if node.tag != "-text" else None) or lang
    texts = (
        [node.text_content or ""] if node.tag == "-text" else [node.attributes.get(name) or "" for name in ATTRIBUTES]
    )
    if lang != "en":
        yield from (text.strip() for text in texts if re.search("[A-Za-z]{2}", text) and text.strip() != "JSON")
    for child in node.iter(include_text=True) if node.tag != "-text" else ():
        yield from not_in_english(child, lang)
