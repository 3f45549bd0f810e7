"""Highlighting of code: classes in the HTML of pages, and nowhere else, around a text that stays what it was."""

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, highlight_code, parse_body
from archiver.bodies.highlighting import languages
from archiver.bodies.highlighting.code_blocks import _TOO_LONG
from archiver.bodies.highlighting.code_spans import CodeSpan, text_of, with_spans
from archiver.bodies.highlighting.languages import DIFF, find_language
from archiver.bodies.markdown.escape import render_code
from archiver.model import BodyFormat, Prose
from tests.conftest import Project

CPU_LIMIT = 20  # seconds, for what takes a part of one: a lexer that has no end is found, a slow machine is not
PYTHON = 'def area(r: float) -> str:\n    # of a "circle" & more\n    return f"{3.14 * r**2} <m²>"\n'
PATCH = "--- a/sum.c\n+++ b/sum.c\n@@ -1,3 +1,3 @@\n int sum;\n-sum = 1;\n+sum = 2;\n return;\n"


def html_of(body: str, form: BodyFormat = BodyFormat.MARKDOWN) -> str:
    blocks = parse_body(body, form, None, options=MarkdownOptions())
    return "".join(block.html for block in blocks if isinstance(block, Prose))


def names_in(html: str) -> set[str]:
    return set(re.findall(r'<span class="(\w+)">', html))


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", html))


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (BodyFormat.MARKDOWN, f"```python\n{PYTHON}```\n"),
        (BodyFormat.MARKDOWN, f"~~~ {{.python}}\n{PYTHON}~~~\n"),
        (BodyFormat.MARKDOWN, f"- a list\n\n  ```Py area.py\n  {PYTHON.replace(chr(10), chr(10) + '  ')}```\n"),
        (BodyFormat.MARKDOWN, f"[code=python]\n{PYTHON}[/code]\n"),
        (BodyFormat.MIXED, f"```python\n{PYTHON}```\n"),
        (BodyFormat.BBCODE, f"[code=Python]{PYTHON}[/code]"),
        (BodyFormat.BBCODE, f"[python]{PYTHON}[/python]"),
        *(
            (BodyFormat.HTML, f'<pre><code class="{classes}">{PYTHON.replace("<", "&lt;")}</code></pre>')
            for classes in ("language-python", "lang-py", "hljs python", "python hljs", "hljs language-python")
        ),
        (BodyFormat.HTML, f'<pre class="lang-py">{PYTHON.replace("<", "&lt;")}</pre>'),
    ],
)
def test_code_is_highlighted_in_each_format_that_names_its_language(form: BodyFormat, body: str) -> None:
    html = html_of(body, form)
    highlighted = highlight_code(html)
    assert '<span class="k">def</span> <span class="nf">area</span>' in highlighted
    assert '<span class="c"># of a &quot;circle&quot; &amp; more</span>' in highlighted
    assert names_in(highlighted) >= {"c", "k", "m", "nf", "s"}
    assert shown(highlighted) == shown(html)
    assert "style=" not in highlighted


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("#!/usr/bin/env python3\nimport os\n", '<span class="k">import</span>'),
        ("#!/bin/sh\nif true; then echo; fi\n", '<span class="k">if</span>'),
        ("<?php\necho 'a';\n", "<span class=\"s\">'a'</span>"),
        ('{"a": [1, "b"]}\n', '<span class="m">1</span>'),
        ('[{"a": 1}]\n', '<span class="m">1</span>'),
        (">>> 1 + 1\n2\n", '<span class="go">2</span>'),
        (
            'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: 1\n',
            '<span class="gr">KeyError</span>',
        ),
        (PATCH, '<span class="gd">-sum = 1;</span>\n<span class="gi">+sum = 2;</span>'),
        ("5c5\n< old\n---\n> new\n", '<span class="gd">&lt; old</span>\n---\n<span class="gi">&gt; new</span>'),
    ],
)
def test_code_that_names_no_language_is_highlighted_where_it_says_it(code: str, expected: str) -> None:
    assert expected in highlight_code(html_of(f"```\n{code}```\n"))


@pytest.mark.parametrize(
    "body",
    [
        "```klingon\nif (x) return 1;\n```\n",
        "```text\n#!/bin/sh\nif true; then echo; fi\n```\n",
        "```\nif (x) return 1; // C, Java, JavaScript?\n```\n",
        "```\n[1, 2]\n```\n",
        "```\n[citation needed]\n```\n",
        "```\n- a list\n- of two\n```\n",
        "```\n#!/opt/my/tool\nif\n```\n",
        "`if x`\n",
    ],
)
def test_other_code_stays_as_it_is(body: str) -> None:
    html = html_of(body)
    assert highlight_code(html) == html


@pytest.mark.parametrize("code", ["x = 1\n" * 3334, f"x = '{'a' * 500}'\n", "x = 1" + " " * 101, "a " * 60])
def test_code_that_a_lexer_might_take_long_for_stays_as_it_is(code: str) -> None:
    html = render_code(code, "python")
    assert highlight_code(html) == html
    assert highlight_code(render_code("x = 1\n", "python")) != render_code("x = 1\n", "python")


def test_a_patch_in_mail_is_highlighted_and_the_words_around_it_are_not() -> None:
    html = html_of(f"Hello,\n\n- this is a list\n- of two\n\n{PATCH}-- \n2.30\n", BodyFormat.TEXT)
    highlighted = highlight_code(html)
    assert re.findall(r'<span class="(\w+)">([^<]*)</span>', highlighted) == [
        ("gh", "--- a/sum.c"),
        ("gh", "+++ b/sum.c"),
        ("gu", "@@ -1,3 +1,3 @@"),
        ("gd", "-sum = 1;"),
        ("gi", "+sum = 2;"),
    ]
    assert shown(highlighted) == shown(html)


def test_a_diff_needs_no_hunk_where_the_fence_names_it() -> None:
    highlighted = highlight_code(html_of("```diff\n- old\n+ new\n  both\n```\n"))
    assert '<span class="gd">- old</span>\n<span class="gi">+ new</span>\n  both' in highlighted


def test_links_in_code_stay_links() -> None:
    html = highlight_code(
        html_of('<pre class="lang-c">// <a href="http://a.example/?b>c">see it</a> now\n</pre>', BodyFormat.HTML)
    )
    assert re.search(
        r'<span class="c">// </span><a [^>]*href="[^"]*"[^>]*><span class="c">see it</span></a><span', html
    )


def test_what_a_lexer_says_of_another_text_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.token import Keyword

    from archiver.bodies.highlighting import tokens

    class Liar:
        def get_tokens_unprocessed(self, _text: str) -> Iterator[tuple[int, object, str]]:
            yield 0, Keyword, "<script>"

    monkeypatch.setattr(tokens, "_lexer", lambda _name: Liar())
    html = render_code("x = 1\n", "python")
    assert highlight_code(html) == html


LANGUAGES = sorted(set(languages._LANGUAGES.values()) - {DIFF})
CODE = st.lists(
    st.sampled_from(
        [*"abx01 \n\t\"'`#/*-+=<>(){}[];:,.\\$@&|!?é\r\v\x00", "if ", "/*", "*/", '"""', "<?php ", "def f", ">>> "]
    )
).map("".join)


@given(CODE, st.sampled_from([*LANGUAGES, DIFF, ""]))
def test_the_text_of_code_never_changes(code: str, language: str) -> None:
    html = render_code(code, language)
    assert shown(highlight_code(html)) == shown(html)


@given(st.text("ab<&\n"), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=4))
def test_spans_keep_the_tags_of_code_in_their_places(text: str, steps: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for gap, length in steps:
        spans.append(CodeSpan(at + gap, at + gap + length, "k"))
        at += gap + length
    html = f'<a href="x">{render_code(text, "")[36:-14]}</a>b<em>c</em>'
    marked = with_spans(html, spans)
    assert re.sub(r"</?span[^>]*>", "", marked) == html
    assert text_of(marked) == text_of(html)


@contextmanager
def limited_time() -> Iterator[None]:
    """Stops what computes for longer than `CPU_LIMIT`."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


MADE_TO_BE_SLOW = [
    "\n",
    "  \n",
    "a\n",
    "a ",
    "a\n b\n",
    "a b c d e ",
    "$ a\n",
    "(",
    "{{",
    '"\\',
    "<a ",
    "f(a,",
    "/*",
    "{",
    "[[",
    "'",
]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lexer_takes_forever(language: str) -> None:
    """As long as code may be that a lexer reads, and with as few marks in it."""
    for unit in MADE_TO_BE_SLOW:
        text = re.sub(r"((?:[^\s(){};,=\"'/*]+\s+){50})", r"\1;", (unit * 9_000)[:9_000])
        lines = re.sub(r"\s{90}", r"\g<0>;", text).split("\n")
        code = "\n".join(line[at : at + 500] for line in lines for at in range(0, max(1, len(line)), 500))
        assert not _TOO_LONG.search(code)
        with limited_time():
            highlight_code(render_code(code, language))


@pytest.mark.parametrize("line", ["line 3, in\n?", "line\n3, in main", 'line 3, in main\n  File "b.py", line 4, in\n'])
@pytest.mark.parametrize("language", ["pytb", "pycon"])
def test_a_traceback_that_a_mail_program_has_broken_does_not_stop_the_lexer(line: str, language: str) -> None:
    code = f'Traceback (most recent call last):\n  File "a.py", {line}\n    main()\nValueError: x\n'
    with limited_time():
        assert shown(highlight_code(render_code(code, language))) == shown(render_code(code, language))


def test_each_language_is_known_to_pygments() -> None:
    from archiver.bodies.highlighting.tokens import find_token_spans

    for language in LANGUAGES:
        assert isinstance(find_token_spans("x = 1\n", language), tuple)
    assert find_language("C++") == "cpp"


THREAD = f"# Areas\n\n## {{#p1 author=Ada}}\n\nSee:\n\n```python\n{PYTHON}```\n"


def test_only_pages_have_the_classes(project: Project) -> None:
    project.write("archiver.toml", "[pages]\njson = true\nfeeds = true\nfeed_content = true\n")
    project.write("archiver.toml", 'base_url = "https://a.example/"\n' + project.read("archiver.toml"))
    project.write("content/area.md", "---\ndate: 2020-01-01\n---\n" + THREAD)
    assert project.build().problems == ()
    assert '<span class="k">def</span>' in project.read("site/area/index.html")
    others = [path for path in project.root.joinpath("site").rglob("*") if path.is_file() and path.name != "index.html"]
    assert {path.suffix for path in others} >= {".json", ".md", ".xml"}
    assert not [path for path in others if b'class="k"' in path.read_bytes() or b"class=&#34;k" in path.read_bytes()]
    assert (
        json.loads(project.read("site/area/index.json"))["posts"][0]["blocks"][0]["text"] == f"See:\n{PYTHON.rstrip()}"
    )
    assert [hit.thread for hit in project.search('"def area"').hits]


def test_the_setting_turns_it_off_and_only_threads_with_code_are_drawn_again(project: Project) -> None:
    project.write("archiver.toml", "")
    project.write("content/area.md", THREAD)
    project.write("content/words.md", "# Words\n\n## {#p1}\n\nNo code.\n")
    project.build()
    project.write("archiver.toml", "[pages]\nhighlight = false\n")
    report = project.build()
    assert '<span class="k">' not in project.read("site/area/index.html")
    assert report.drawn == 1
