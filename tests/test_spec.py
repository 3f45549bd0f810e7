"""The cases in `spec/*.md`: text in, text out. To see what a new case gives, write it without an expectation."""

import re
from datetime import UTC
from functools import partial

import pytest
from msgspec.structs import replace

from archiver.bodies import MarkdownOptions, parse_body, parse_markdown
from archiver.model import Block, BodyFormat, Moment, Origin, Post, Prose, QuoteState, Slug, SourceFile, Thread
from archiver.parse import Parsed, parse_thread
from archiver.quotes import find_origins, resolve_unmarked
from tests.conftest import spec_cases


def parse(source: str, *, breaks: bool = False) -> Parsed:
    parsed = parse_thread(
        (SourceFile("a.md", "a.md", source.encode()),),
        slug=Slug("a"),
        zone=UTC,
        parse_body=partial(parse_body, options=MarkdownOptions(breaks=breaks)),
    )
    return replace(parsed, thread=resolve_unmarked(parsed.thread)) if parsed.thread else parsed


@pytest.mark.parametrize(
    ("source", "expected"),
    [case for name in ("plain", "headed", "front_matter", "quoting") for case in spec_cases(name)],
)
def test_a_source_becomes_this_thread(source: str, expected: str) -> None:
    assert outline(parse(source)) == expected


@pytest.mark.parametrize(("body", "expected"), spec_cases("markdown"))
def test_a_body_becomes_this_html(body: str, expected: str) -> None:
    assert "".join(html(block) for block in parse_markdown(body, MarkdownOptions())).rstrip("\n") == expected


@pytest.mark.parametrize(("body", "expected"), spec_cases("mixed"))
def test_a_body_of_markdown_and_html_becomes_this(body: str, expected: str) -> None:
    blocks = parse_body(body, BodyFormat.MIXED, "https://forum.example/t/", options=MarkdownOptions())
    assert "".join(map(html, blocks)).rstrip("\n") == expected


def test_the_ids_of_footnotes_begin_with_their_posts() -> None:
    thread = parse("# t\n\n## ada {#p1}\n\na[^x]\n\n[^x]: b\n\n## bo {#p2}\n\nc[^x] d[^x]\n\n[^x]: e\n").thread
    assert thread is not None
    ada, bo = ("".join(map(html, post.blocks)) for post in thread.posts)
    assert '<sup id="p1:fnref1"><a href="#p1:fn1" role="doc-noteref">[x]</a></sup>' in ada
    assert '<div class="footnote" id="p1:fn1">\n<p dir="auto"><a href="#p1:fnref1" role="doc-backlink">[x]</a> b' in ada
    assert re.findall(r' id="([^"]*)"', bo) == ["p2:fnref1", "p2:fn1"]


@pytest.mark.parametrize(
    ("body", "pictures"),
    [
        ("a ![cat](c.png) b ![](d.png)", ["cat", "d.png"]),
        ("- ![cat](c.png)\n- [![x](e.png)](/f)", ["cat", "x"]),
        ("a\n\n![d|1x1](upload://d.png) e[^1]", ["d", "[^1]"]),
        ("# h\n\n![cat](c.png)", ["cat"]),
        ("[a](b) c", []),
    ],
)
def test_words_that_replace_pictures_have_spans(body: str, pictures: list[str]) -> None:
    (prose,) = parse_markdown(body, MarkdownOptions())
    assert isinstance(prose, Prose)
    assert [prose.text[start:end] for start, end in prose.pictures] == pictures


def test_emphasis_may_be_commonmarks() -> None:
    (prose,) = parse_markdown("**真，**她", MarkdownOptions(cjk_emphasis=False))
    assert isinstance(prose, Prose)
    assert prose.text == "**真，**她"


@pytest.mark.parametrize(
    ("chosen", "by_project", "counts"),
    [("breaks: true", False, True), ("breaks: no", True, False), ("lang: en", True, True), ("lang: en", False, False)],
)
def test_a_source_says_whether_its_line_breaks_count(chosen: str, by_project: bool, counts: bool) -> None:  # noqa: FBT001
    bodies = ("One\ntwo *x*\n[^1]\n\n[^1]: y", "One\ntwo\n\n> One\n> two\n\n- One\n  two", "One\n<b>two</b>")
    heads = ("{#p1}", "{#p2}", "{#p3 format=mixed}", "{#p4 format=html}")
    posts = "\n\n".join(f"## {head}\n\n{body}" for head, body in zip(heads, (*bodies, "<p>One\ntwo"), strict=True))
    thread = parse(f"---\n{chosen}\n---\n# t\n\n{posts}\n", breaks=by_project).thread
    assert thread is not None
    found = ["".join(map(html, post.blocks)).count("<br") for post in thread.posts]
    assert found == ([2, 3, 1, 0] if counts else [0, 0, 0, 0])


@pytest.mark.parametrize(("source", "expected"), spec_cases("origins"))
def test_a_quote_comes_from_this_post(source: str, expected: str) -> None:
    thread = parse(source).thread
    assert thread is not None
    assert origins(thread) == expected


def outline(parsed: Parsed) -> str:
    """A thread in the notation of the cases."""
    lines = []
    if parsed.thread:
        lines.append(f"title: {parsed.thread.title}")
        lines += [f"{name}: {value}" for name, value in _thread_fields(parsed.thread) if value]
        for post in parsed.thread.posts:
            lines.append(f"{post.id} (line {post.line}){''.join(f' {n}={v}' for n, v in _post_fields(post) if v)}")
            lines += _block_lines(post.blocks, "  ")
    lines += [f"{problem.severity.name.lower()} {problem.line}: {problem.message}" for problem in parsed.problems]
    return "\n".join(lines)


def _thread_fields(thread: Thread) -> list[tuple[str, object]]:
    fields: list[tuple[str, object]] = [("tags", ", ".join(thread.tags)), ("extra", dict(thread.extra))]
    return [
        *fields,
        *((name, getattr(thread, name)) for name in ("lang", "dir", "source", "closed", "pinned", "solved", "views")),
    ]


def _post_fields(post: Post) -> list[tuple[str, object]]:
    names = "author date edited reply_to subject url score deleted accepted pinned reactions address extra"
    return [(name, _shown(getattr(post, name))) for name in names.split()]


def _shown(value: object) -> object:
    if isinstance(value, Moment):
        return value.iso
    return repr(value) if isinstance(value, str) else value


def _block_lines(blocks: tuple[Block, ...], indent: str) -> list[str]:
    lines = []
    for block in blocks:
        if isinstance(block, Prose):
            lines += [f"{indent}| {line}".rstrip() for line in block.text.split("\n")]
        else:
            by = block.attribution
            source = f" [{by.text}] by {by.author}{f' in #{by.post}' if by.post else ''}" if by else ""
            lines.append(f"{indent}quote {block.number}{source}")
            lines += _block_lines(block.blocks, indent + "  ")
    return lines


def html(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html
    return f"<quote>\n{''.join(html(inner) for inner in block.blocks)}</quote>\n"


def origins(thread: Thread) -> str:
    return "\n".join(
        f"{post}.{number}: {_origin(origin)}" for (post, number), origin in sorted(find_origins(thread).items())
    )


def _origin(origin: Origin) -> str:
    if not origin.posts:
        return origin.state
    score = "" if origin.score == 1 and origin.state is not QuoteState.ALTERED else f" {origin.score:.2}"
    return f"{origin.state} {' '.join(origin.posts)} ({origin.method}){score}"
