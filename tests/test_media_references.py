"""References to files in the HTML of a passage: found in every form that bodies write, and replaced."""

import pytest

from archiver.bodies import MarkdownOptions, parse_body
from archiver.media.references import MediaReference, find_references, replace_references
from archiver.model import BodyFormat, Prose


def found(html: str) -> list[tuple[str, str, str, bool, bool]]:
    """Address, label and title of each reference, whether it is a picture, and whether it is in a link."""
    return [(r.address, r.label, r.title, r.is_picture, r.is_in_link) for r in find_references(html)]


def html_of(body: str, body_format: BodyFormat) -> str:
    blocks = parse_body(body, body_format, None, options=MarkdownOptions())
    return "".join(block.html for block in blocks if isinstance(block, Prose))


@pytest.mark.parametrize(
    ("body", "body_format", "expected"),
    [
        ("![a *map*](files/map.png 'Old')", "markdown", [("files/map.png", "a <em>map</em>", "Old", True, False)]),
        ("![](<my file.png>)", "markdown", [("my%20file.png", "my file.png", "", True, False)]),
        ("![a](https://x.example/a.png?b&c)", "markdown", [("https://x.example/a.png?b&c", "a", "", True, False)]),
        ("![a|9x9](upload://b.png)", "markdown", [("upload://b.png", "a", "", True, False)]),
        ('[a](upload://b.pdf "x y")', "markdown", [("upload://b.pdf", "a", "x y", False, False)]),
        (
            "[a](b.pdf) [c](https://x.example/) [d](#e) [f](?g) [h](mailto:i@x.example)",
            "markdown",
            [("b.pdf", "a", "", False, False)],
        ),
        (
            "[![a](t.png 'Old town')](b.png)",
            "markdown",
            [
                ("t.png", "a", "Old town", True, True),
                ("b.png", '<span title="Old town t.png" class="picture">a</span>', "", False, False),
            ],
        ),
        ("[![a](t.png)](https://x.example/)", "markdown", [("t.png", "a", "", True, True)]),
        (
            "[![a](https://x.example/t.png)](https://x.example/b.JPG?x) [c](https://x.example/d.png)",
            "markdown",
            [
                ("https://x.example/t.png", "a", "", True, True),
                (
                    "https://x.example/b.JPG?x",
                    '<span title="https://x.example/t.png" class="picture">a</span>',
                    "",
                    False,
                    False,
                ),
            ],
        ),
        ('`<a href="x">` <img src=a.png>', "markdown", [("a.png", "a.png", "", True, False)]),
        ("![a][b]\n\n[b]: c.png (d)", "markdown", [("c.png", "a", "d", True, False)]),
        ("![a](b.png){width=50%}", "markdown", [("b.png", "a", "", True, False)]),
        (
            "![a](b_(c).png) ![d](<e (f.png>)",
            "markdown",
            [("b_(c).png", "a", "", True, False), ("e%20(f.png", "d", "", True, False)],
        ),
        (
            "<img src='my photo.jpg' title='a \"b\" <c>' alt=x>",
            "html",
            [("my%20photo.jpg", "x", 'a "b" <c>', True, False)],
        ),
        (
            "<a href=//y.example/p><img src=my&#32;photo.jpg alt=x></a>",
            "html",
            [("my%20photo.jpg", "x", "", True, True)],
        ),
        (
            '<abbr title=\'<a href="x" class="picture">\'>a</abbr> <img src=b.png>',
            "html",
            [("b.png", "b.png", "", True, False)],
        ),
        (
            "<video controls><source src=a.webm></video><audio src=b.ogg></audio>",
            "html",
            [("a.webm", "a.webm", "", True, False), ("b.ogg", "b.ogg", "", True, False)],
        ),
        ("<iframe src=https://www.youtube.com/embed/x></iframe>", "html", []),
        (
            "[img]files/my cat.png[/img] [url=files/b.zip]c[/url]",
            "bbcode",
            [("files/my%20cat.png", "my cat.png", "", True, False), ("files/b.zip", "c", "", False, False)],
        ),
        (
            '![a](upload://b.png) <img src="upload://c.png">',
            "mixed",
            [("upload://b.png", "a", "", True, False), ("upload://c.png", "c.png", "", True, False)],
        ),
        ("[a](upload://b.pdf)", "mixed", [("upload://b.pdf", "a", "", False, False)]),
    ],
)
def test_references_are_found(body: str, body_format: str, expected: list[tuple[str, str, str, bool, bool]]) -> None:
    assert found(html_of(body, BodyFormat(body_format))) == expected


def test_a_passage_without_references_is_the_same_object() -> None:
    html = '<p dir="auto">a <a href="https://x.example/" rel="nofollow ugc noopener">b</a> <code>&lt;a href=</code></p>'
    assert replace_references(html, lambda _: "x") is html


def test_references_are_replaced_from_within() -> None:
    html = html_of("x [![a](t.png) b](b.png) <y> ![c](d.png) [e](f.md)", BodyFormat.MARKDOWN)

    def show(reference: MediaReference) -> str | None:
        if reference.address == "f.md":
            return None
        return f"[{reference.address}: {reference.label}]"

    shown = '<p dir="auto">x [b.png: [t.png: a] b] &lt;y&gt; [d.png: c] <a href="f.md">e</a></p>\n'
    assert replace_references(html, show) == shown
    assert replace_references(html, lambda _: None) == html


@pytest.mark.parametrize("html", ['<a href="a">' * 9_000, '<a href="' * 9_000, '<span class="picture">' * 9_000])
def test_html_that_is_cut_off_stays_as_it_is(html: str) -> None:
    assert replace_references(html, lambda _: "x") == html
