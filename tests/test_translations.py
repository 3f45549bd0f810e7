"""A language of the interface is one file: all texts can be translated, and what cannot be read is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import polib
import pytest

from archiver.build import build
from archiver.errors import ConfigError
from archiver.search.index.fields import QUERY_FIELDS
from archiver.translations import read_translations
from tests.browser import PATIENCE, serve_folder
from tests.conftest import Project
from tests.generate.messages import (
    PATH,
    THEME,
    all_messages,
    messages_file,
    python_messages,
    script_messages,
    template_messages,
)
from tests.pseudo_language import choose_theme, configure, find_english, numbers, used_numbers, write_greek_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.builds

SHIPPED = sorted((THEME / "locale").glob("*.po"))
RULE = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural={};\\n"\n\n'
QUERIES = (
    "άλφα",
    "λάμδχ",
    "άλφα ξξξξξ",
    "άλφα board:1",
    "άλφα νέο",
    "άλφα -νέο order:newest",
    "Άλλο -Θέμα",
    "#φως",
    "ω* αβγ:δ " + "(" * 60,
    "ω " * 1100,
    "like:ω",
    "ξξξξξ @νέο !!",
    '"νέο ύδωρ φως ψυχή"',
    "ψυχή",
    'after:ω author:"" board:"" date:ω group:ω has:ω is:ω newer:ω order:ω quotes:ω tag:"" thread:"" title:""',
)
RARE = {
    "The search index of this site could not be read. Try again later, or browse:",
    "The search of this site does not answer. Try again later, or browse:",
    "There are no posts yet.",
    "more like this",
    'there is no thread "%(word)s"',
    '"%(word)s" stands for the %(number)s most frequent of %(all)s words',
}
"""Texts of a search that these queries do not show."""
EMPTY = {"There are no threads yet.", "There are none."}
"""Texts of a site without threads."""


def test_the_file_of_all_messages_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == messages_file(), "run python -m tests.generate.messages"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_translation_that_is_shipped_has_all_messages(path: Path) -> None:
    file = polib.pofile(str(path))
    translated = {(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in file.translated_entries()}
    assert translated == {*map(tuple, all_messages())}
    assert not file.obsolete_entries()
    assert read_translations(path, path.name)


def test_the_texts_of_scripts_are_those_that_templates_list() -> None:
    listed = {text for message in script_messages() for text in message if text}
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (THEME / "client/search").glob("*.js"))
    code = re.sub(r"(?s:/\*.*?\*/)|//.*", "", scripts)
    literals = {double or single for double, single in re.findall(r"""\"([^"\n]*)\"|'([^'\n]*)'""", code)}
    called = {found[1] or found[2] for found in re.finditer(r"""\b(?:_|parts)\((?:"([^"\n]+)"|'([^'\n]+)')""", scripts)}
    assert {text for text in literals if "%(" in text} | called <= listed
    shared = {field.takes for field in QUERY_FIELDS.values()}
    assert shared <= listed
    assert listed - shared - {"newest first", "oldest first", 'there is no thread "%(word)s"'} <= literals


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site in Greek with an interface in the pseudo-language."""
    project = Project(tmp_path_factory.mktemp("greek"))
    write_greek_site(project)
    project.write("synonyms.toml", '[[synonyms]]\nwords = ["ψυχή", "φως"]\n')
    assert build(replace(project.config, drafts=True)).threads == 5
    return project


def pages(project: Project) -> dict[str, str]:
    return {name: content.decode() for name, content in project.tree().items() if name.endswith(".html")}


def test_no_text_of_the_interface_is_left_in_english(site: Project) -> None:
    english = {name: find_english(html) for name, html in pages(site).items()}
    assert {name: words for name, words in english.items() if words} == {}


def test_the_pages_of_that_site_have_all_texts_of_templates(site: Project) -> None:
    used = used_numbers("".join(pages(site).values()))
    configure(site, across_threads=False)
    site.build()
    used |= used_numbers("".join(pages(site).values()))
    for theme in ("mail", "plain"):
        choose_theme(site, theme)
        site.build()
        used |= used_numbers("".join(pages(site).values()))
        assert [words for html in pages(site).values() for words in find_english(html)] == []
    choose_theme(site, "default")
    more = [site.write(f"content/λ{number}/α.md", f"# Θέμα {number}\n\nΑλφα.\n") for number in range(31)]
    site.build()
    used |= used_numbers(site.read("site/index.html"))
    for path in more:
        path.unlink()
    configure(site, across_threads=True)
    site.build()
    wanted = {*chain(*template_messages().values())} - script_messages()
    assert {message.msgid for message in wanted if numbers()[message] not in used} == EMPTY


def test_a_site_without_threads_is_translated_too(project: Project) -> None:
    write_greek_site(project)
    for path in (project.root / "content").rglob("*.md"):
        path.unlink()
    assert not project.build().errors
    html = "".join(pages(project).values())
    assert find_english(html) == []
    assert {numbers()[message] for message in numbers() if message.msgid in EMPTY} <= used_numbers(html)


def test_a_translation_is_text_and_not_html(site: Project) -> None:
    html = site.read("site/tags/index.html")
    assert re.search(r"<h1>⟦\d+ Tags &lt; &amp;⟧</h1>", html)
    assert not re.search(r"< &⟧", html.partition("application/json")[0])


def test_texts_run_in_the_direction_of_their_language(project: Project) -> None:
    """Also where a site in Persian has no translation, and its interface is English."""
    project.write("content/a.md", "# A\n\n## ada {#p1 deleted}\n\nHello.\n")
    project.write("archiver.toml", 'theme = "mine"\nlang = "fa"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.build()
    assert '<p class="notice" dir="ltr" lang="en">This post' in project.read("site/a/index.html")
    project.write("themes/mine/locale/fa.po", po(Tags="برچسب‌ها"))
    project.build()
    assert '<p class="notice" dir="rtl">This post' in project.read("site/a/index.html")
    assert 'id="_status" role="status" dir="rtl"' in project.read("site/search/index.html")


def test_an_english_site_has_no_data_for_scripts(project: Project) -> None:
    project.write("content/a.md", "# A\n\n## ada {#p1}\n\nHello.\n")
    project.build()
    assert not [name for name, html in pages(project).items() if "application/json" in html]


def test_a_theme_translates_what_it_says_in_other_words(project: Project) -> None:
    """Each message is looked for in the theme's files, then in those of the theme that it extends."""
    project.write("content/a.md", "# A\n\n## ada {#p1}\n\nHello.\n")
    project.write("archiver.toml", 'theme = "mine"\nlang = "pt-BR"\n')
    project.write("themes/base/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/theme.toml", 'extends = "base"\n')
    project.write("themes/base/locale/pt-BR.po", po(Tags="base BR", Authors="base BR", Dates="base BR"))
    project.write("themes/mine/locale/pt-BR.po", po(Tags="mine BR"))
    project.write("themes/mine/locale/pt.po", po(Tags="mine", Authors="mine"))
    project.build()
    headings = [
        re.findall("<h1>(.*)</h1>", project.read(f"site/{name}/index.html")) for name in ("tags", "authors", "dates")
    ]
    assert headings == [["mine BR"], ["mine"], ["base BR"]]
    assert "Saltar para o conteúdo" in project.read("site/index.html")


@pytest.mark.parametrize("environment", ["fast", "stock"])
def test_templates_of_a_theme_translate_in_any_way_that_jinja_has(
    project: Project, monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    if environment == "stock":
        monkeypatch.setattr("archiver.render.environment.fast_jinja_works", lambda _: False)
    texts = {"Hello %(who)s!": "Olá, %(who)s!", "100%% & more": "<100%%>"}
    plural = 'msgid "one"\nmsgid_plural "%(n)s of %(num)s"\nmsgstr[0] "um"\nmsgstr[1] "%(n)s de %(num)s"\n'
    project.write("archiver.toml", 'theme = "mine"\nlang = "pt"\ntitle = "<T>"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/locale/pt.po", RULE.format("n > 1") + po(**texts) + plural)
    template = (
        "{% set who = site.title %}{% for n in [0, 1, 2000] %}"
        "{% trans who=who %}Hello {{ who }}!{% endtrans %} {{ _('Hello %(who)s!', who=who) }} "
        "{{ gettext('100%% & more') }} "
        "{% trans num=n, n=n %}one{% pluralize %}{{ n }} of {{ num }}{% endtrans %} "
        "{{ ngettext('one', '%(n)s of %(num)s', n, n=n) }} {{ _('Feed & <%(n)s>', n='<b>'|safe) }}\n{% endfor %}"
    )
    project.write("themes/mine/templates/404.html", template)
    assert not project.build(jobs=1).problems
    hello = "Olá, &lt;T&gt;! Olá, &lt;T&gt;! &lt;100%&gt;"
    lines = [f"{hello} {form} {form} Feed &amp; &lt;<b>&gt;" for form in ("um", "um", "2000 de 2.000")]
    assert project.read("site/404.html").splitlines() == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b"c"\n', 2),
        ('msgid "a"\nmsgstr "b"\n\nhello\n', 4),
        ('msgid "a"\nmsgstr "\udcff"\n', 0),
        (RULE.format("n !="), 3),
        (RULE.format("n/0"), 3),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a %(x)s"\nmsgstr "%(y)s"\n', 4),
        ('msgid "b"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "100 % of"\n', 4),
        ('msgid "b"\nmsgstr "b"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "%s"\n', 4),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(project: Project, text: str, line: int) -> None:
    project.write("archiver.toml", 'theme = "mine"\nlang = "de"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/locale/de.po", text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError) as error:
        project.build()
    [problem] = error.value.problems
    assert (problem.path, problem.line) == ("themes/mine/locale/de.po", line)


def po(**texts: str) -> str:
    return "".join(f'msgid "{msgid}"\nmsgstr "{text}"\n\n' for msgid, text in texts.items())


@pytest.fixture(scope="module")
def address(site: Project) -> Iterator[str]:
    with serve_folder(site.config.output) as address:
        yield address


@pytest.mark.browser
def test_what_scripts_show_is_translated(address: str, page: "Page", site: Project) -> None:
    texts = ""
    for query in QUERIES:
        page.goto(f"{address}/search/?q={quote(query)}")
        page.locator("#_status:not(:empty)").wait_for(timeout=PATIENCE)
        page.wait_for_timeout(300)  # the rest of the answer
        html = page.content()
        assert find_english(html, skipped=frozenset({"time", "input"})) == [], query
        texts += html
    assert "Juli 2022" in texts
    thread = next(html for name, html in pages(site).items() if "data-thread=" in html and "data-board=" in html)
    page.goto(address + re.findall('data-thread="(.*?)"', thread)[0])
    for typed in ("θέμα", "άννα", "μέλι"):
        page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.fill(typed)
        page.get_by_role("option", name=re.compile(typed, re.IGNORECASE)).first.wait_for(timeout=PATIENCE)
        html = page.content()
        assert find_english(html) == []
        texts += html
    unused = {message.msgid for message in script_messages() if numbers()[message] not in used_numbers(texts)}
    assert unused == RARE


def test_the_page_has_the_translations_of_messages_that_the_preview_answers() -> None:
    search = {message for path, messages in python_messages().items() if "/search/" in path for message in messages}
    assert {message.msgid for message in search} <= {message.msgid for message in script_messages()}
    assert any("says nothing" in message.msgid for message in search)
