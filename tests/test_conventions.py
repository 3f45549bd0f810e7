"""Other people's conventions: `[[source]]` tables, and what a thread once was called."""

from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiver.bodies import MarkdownOptions, parse_body
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.model import FRONT_MATTER_KEYS, Slug, SourceFile
from archiver.parse import front_matter_keys, parse_thread
from tests.browser import serve_folder
from tests.conftest import Project, spec_cases
from tests.test_spec import outline

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize(("case", "expected"), spec_cases("conventions"))
def test_a_source_in_a_convention_becomes_this_thread(case: str, expected: str, tmp_path: Path) -> None:
    table, _, source = case.partition("\n=====\n")
    (tmp_path / "archiver.toml").write_text(f'[[source]]\nglob = "*"\n{table}', encoding="utf-8")
    parsed = parse_thread(
        (SourceFile("a.md", "a.md", source.encode()),),
        slug=Slug("a"),
        zone=UTC,
        parse_body=partial(parse_body, options=MarkdownOptions()),
        convention=read_config(tmp_path).conventions[0],
    )
    assert outline(parsed) == expected


def test_a_glob_says_which_files_have_it(project: Project) -> None:
    project.write("archiver.toml", "[[source]]\nglob = \"old/*.md\"\npost = '^== (?P<author>.*)$'\n")
    text = "# T\n\n== ada\n\nWords.\n"
    for path in ("content/old/2019/a.md", "content/new/b.md"):
        project.write(path, text)
    assert project.build().problems == ()
    assert 'rel="author"' in project.read("site/old/2019/a/index.html")
    assert 'rel="author"' not in project.read("site/new/b/index.html")


def test_a_file_without_a_heading_of_its_convention_is_parsed_in_our_form_with_a_warning(project: Project) -> None:
    project.write("archiver.toml", "[[source]]\nglob = \"*\"\npost = '^== (?P<author>.*)$'\n")
    project.write("content/a.md", "# T\n\n## ada {#p1}\n\nWords.\n")
    (problem,) = project.build().problems
    assert str(problem).startswith('content/a.md: warning: no post heading as [[source]] "*" has it')
    assert 'id="p1"' in project.read("site/a/index.html")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("windows-1252", "Käse “so”"), ("big5", "夜班"), ("koi8-r", "ночь"), ("utf-16", "𝄞 ü"), ("utf-8", "\ufeffä")],
)
def test_a_source_may_be_in_another_encoding(project: Project, encoding: str, text: str) -> None:
    project.write("archiver.toml", f'[[source]]\nglob = "*"\npost = \'^== (?P<author>.*)$\'\nencoding = "{encoding}"')
    project.write("content/a.md", f"# T\r\n\n== ada\n\n{text}\n".encode(encoding))
    assert project.build().problems == ()
    assert text.lstrip("\ufeff") in project.read("site/a/index.html")
    assert text in project.read("site/a/index.md")


def test_an_undecodable_byte_is_reported_with_its_offset(project: Project) -> None:
    project.write("archiver.toml", '[[source]]\nglob = "*"\npost = \'^== .*$\'\nencoding = "ascii"')
    project.write("content/a.md", "# T\n\n== ä\n".encode())
    (problem,) = project.build().problems
    assert str(problem) == 'content/a.md:3: not ascii at byte 8; mend it, or encoding = "ascii"'


@pytest.mark.parametrize("encoding", ["base64", "idna", "punycode", "unicode_escape", "nope", "a\\u0000", "é"])
def test_an_unknown_encoding_is_reported(project: Project, encoding: str) -> None:
    project.write("archiver.toml", f'[[source]]\nglob = "*"\npost = \'x\'\nencoding = "{encoding}"')
    with pytest.raises(ConfigError, match="it takes an encoding"):
        _ = project.config


def test_a_wrong_table_is_reported_with_its_line(project: Project) -> None:
    wrong = "post = '(?P<autor>.*)'\ndate_formt = 5"
    project.write("archiver.toml", f"[[source]]\nglob = \"*\"\npost = 'x'\n\n[[source]]\n{wrong}\n")
    with pytest.raises(ConfigError) as caught:
        _ = project.config
    assert str(caught.value).split("\n") == [
        'archiver.toml:5: a [[source]] needs "glob"; add it',
        'archiver.toml:6: "post" of [[source]] is not right; it takes the groups author, date, id, reply_to, not autor',
        'archiver.toml:7: there is no "date_formt" in [[source]]; did you mean "date_format"?',
    ]


@pytest.mark.parametrize("pattern", ["(", "(?P<id>", "[", "*"])
def test_an_invalid_regular_expression_is_reported(project: Project, pattern: str) -> None:
    project.write("archiver.toml", f"[[source]]\nglob = \"*\"\npost = '{pattern}'\n")
    with pytest.raises(ConfigError, match="it takes a regular expression"):
        _ = project.config


def test_each_key_of_front_matter_has_a_reader() -> None:
    assert front_matter_keys.KEYS.keys() == FRONT_MATTER_KEYS


def test_excluded_files_are_no_threads(project: Project) -> None:
    project.write("archiver.toml", 'exclude = ["*README.md"]')
    for path in ("a.md", "README.md", "b/README.md"):
        project.write(f"content/{path}", "Title\n\nWords.\n")
    assert project.build().threads == 1


def test_an_alias_leads_to_its_thread(project: Project) -> None:
    project.write(
        "content/b/a.md", "---\naliases: [/t/991, 'https://old.example/x/msg%2001.html']\n---\nTitle\n\nWords.\n"
    )
    assert project.build().problems == ()
    assert 'content="0; url=../../b/a/"' in project.read("site/t/991/index.html")
    assert 'content="0; url=../b/a/"' in project.read("site/x/msg 01.html")


def test_addresses_with_queries_share_a_page_that_leads_on(project: Project) -> None:
    project.write(
        "content/b/a.md", "---\naliases: ['/f/view.php?t=991&f=2', '/f/view.php?t=991']\n---\nTitle\n\nWords.\n"
    )
    project.write("content/c.md", "---\naliases: ['https://old.example/f/view.php?17-why#p4']\n---\nT\n\nWords.\n")
    assert project.build().problems == ()
    assert 'content="0; url=../../../b/a/"' in project.read("site/f/view.php/~t=991/index.html")
    assert 'content="0; url=../../../b/a/"' in project.read("site/f/view.php/~f=2&t=991/index.html")
    assert 'content="0; url=../../../c/"' in project.read("site/f/view.php/~=17-why/index.html")
    assert 'data-names="f&amp;t  t"' in project.read("site/f/view.php/index.html")
    project.write("content/b/a.md", "Title\n\nWords.\n")
    project.build()
    assert 'data-names=""' in project.read("site/f/view.php/index.html")
    (project.root / "content/c.md").unlink()
    project.build()
    assert not {path for path in project.tree() if path.startswith("f/")}


def test_the_page_of_addresses_with_queries_must_be_free(project: Project) -> None:
    project.write("content/a.md", "---\naliases: [/b?t=1, /c?t=1, /c?t=2]\n---\nTitle\n\nWords.\n")
    project.write("content/b.md", "---\naliases: [/c]\n---\nTitle\n\nWords.\n")
    messages = [problem.message for problem in project.build().problems]
    assert messages == [
        'its alias "/b/~t=1/" is the address of b.md; remove one',
        'its alias "/c/" is the address of a.md; remove one',
    ]


@pytest.mark.browser
def test_a_browser_goes_from_an_address_with_a_query_to_its_thread(project: Project, page: "Page") -> None:
    project.write("content/a.md", "---\naliases: [/v.php?t=1, /v.php?f=2&t=9]\n---\n# Moon\n\n## ada {#p1}\n\nA.\n")
    project.write("content/b.md", "---\naliases: [/v.php?17-why, /v.php?t=2]\n---\n# Salt\n\n## ada {#p1}\n\nA.\n")
    project.build()
    with serve_folder(project.config.output) as address:
        for query, title in (("t=1", "Moon"), ("f=2&t=2", "Salt"), ("t=9&x=1&f=2", "Moon"), ("17-why", "Salt")):
            page.goto(f"{address}/v.php?{query}")
            page.wait_for_selector(f"h1:text('{title}')")


PATH_TABLE = r"""
[[source]]
glob = "*.md"
post = '^== (?P<author>\w+)$'
path = '(?:^|/)(?P<title>[^/]+)\.(?P<id>\d+)\.md$'
source = "https://forum.example/viewtopic.php?t={id}"
aliases = ["/viewtopic.php?t={id}", "/t/{kind}/{id}"]
"""


def test_the_path_and_the_front_matter_give_title_source_and_aliases(project: Project) -> None:
    project.write("archiver.toml", PATH_TABLE)
    project.write("content/x/how-do-i-start.991.md", "---\nkind: a b\n---\n== ada\n\nHow?\n")
    assert project.build().problems == ()
    thread = project.read("site/x/how-do-i-start-991/index.html")
    assert "<title>How do i start · Archive</title>" in thread
    assert 'href="https://forum.example/viewtopic.php?t=991"' in thread
    assert {"viewtopic.php/~t=991/index.html", "t/a b/991/index.html"} <= project.tree().keys()


def test_what_a_source_says_itself_counts_more_than_its_path(project: Project) -> None:
    project.write("archiver.toml", PATH_TABLE)
    text = "---\nkind: a\nsource: https://x.example/\naliases: [/b]\n---\n# Starting\n\n== ada\n\nHow?\n"
    project.write("content/how.991.md", text)
    project.build()
    thread = project.read("site/how-991/index.html")
    assert "<title>Starting · Archive</title>" in thread
    assert 'href="https://x.example/"' in thread
    assert {"b/index.html", "viewtopic.php/~t=991/index.html"} <= project.tree().keys()


def test_an_address_that_cannot_be_made_is_a_warning(project: Project) -> None:
    project.write("archiver.toml", PATH_TABLE.replace('"https://forum.example/viewtopic.php?t={id}"', '"{kind}"'))
    project.write("content/how.991.md", "---\nkind: ..\n---\n== ada\n\nHow?\n")
    project.write("content/when.md", "== ada\n\nWhen?\n")
    assert [str(problem) for problem in project.build().problems] == [
        'content/how.991.md: warning: ".." is no web address; mend the addresses of [[source]] "*.md"',
        'content/how.991.md: warning: no page can be at "/t/../991"; mend the addresses of [[source]] "*.md"',
        *(
            f'content/when.md: warning: neither its path nor its front matter has "{name}" for "{template}"; '
            'mend the addresses of [[source]] "*.md"'
            for name, template in (("id", "/viewtopic.php?t={id}"), ("kind", "/t/{kind}/{id}"), ("kind", "{kind}"))
        ),
    ]


@pytest.mark.parametrize("template", ['source = "{i d}"', 'aliases = ["/t/{"]', 'aliases = ["/t/}{id}"]'])
def test_braces_of_addresses_stand_around_names(template: str, tmp_path: Path) -> None:
    (tmp_path / "archiver.toml").write_text(f'[[source]]\nglob = "*"\npost = "x"\n{template}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="text with names in braces"):
        read_config(tmp_path)


def test_the_page_of_a_removed_alias_is_removed(project: Project) -> None:
    project.write("content/a.md", "---\naliases: [/t/991]\n---\nTitle\n\nWords.\n")
    project.build()
    project.write("content/a.md", "Title\n\nWords.\n")
    project.build()
    assert "t/991/index.html" not in project.tree()


@pytest.mark.parametrize(
    ("alias", "other"),
    [
        ("/b/", "b.md"),
        ("/B", "b.md"),
        ("/c/", 'the board "c"'),
        ("/old/1", "a.md"),
        ("/file.html/below", "a.md"),
        ("/tags/x", "a page of the site itself"),
        ("/b/page-2/", "a page of the site itself"),
        ("/404.html", "a page of the site itself"),
    ],
)
def test_an_alias_that_is_taken_is_a_problem_in_every_build(project: Project, alias: str, other: str) -> None:
    project.write("content/a.md", "---\naliases: [/old/1, /file.html]\n---\nTitle\n\nWords.\n")
    project.write("content/c/d.md", "Title\n\nWords.\n")
    project.write("content/b.md", f"---\naliases: ['{alias}']\n---\nTitle\n\nWords.\n")
    clean = project.build()
    (problem,) = clean.problems
    assert problem.path == "content/b.md"
    assert f"is the address of {other}; remove one" in problem.message
    assert project.build().problems == clean.problems


@pytest.mark.parametrize(
    "alias",
    [
        "/t?id=..%2f",
        "/?id=1",
        "/../x",
        "/a/./b",
        "/a//b",
        "mailto:x@y.example",
        "/.git/x",
        "/con/",
        "/a%2fb",
        "/a\\b",
        "/",
    ],
)
def test_an_alias_must_be_a_valid_file_name(project: Project, alias: str) -> None:
    project.write("content/a.md", f"---\naliases: ['{alias}']\n---\nTitle\n\nWords.\n")
    (problem,) = project.build().problems
    assert problem.message.startswith('"aliases" is not right')
