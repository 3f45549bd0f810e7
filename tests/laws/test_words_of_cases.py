"""No word is lost of the cases in `tests/spec`, and none on the way from a post to its page.

What is wanted is told from the sources alone, as independently of the product as can be: see `wanted`.
"""

import os
from collections.abc import Callable

import pytest

from archiver.model import BodyFormat
from tests.bench.linear import read
from tests.conftest import SPEC, Project, spec_cases
from tests.laws.shown import in_blocks, in_html, texts_in_blocks
from tests.laws.wanted import in_bbcode, in_markdown, in_text
from tests.laws.wanted_html import in_html as wanted_in_html
from tests.laws.words import Wanted, lost
from tests.test_commonmark import VARIABLE, examples

WANTED: dict[str, Callable[[str], Wanted]] = {
    "markdown": in_markdown,
    "commonmark": in_markdown,
    "text": in_text,
    "html": wanted_in_html,
    "bbcode": in_bbcode,
}
FILES = [name for name in WANTED if (SPEC / f"{name}.md").exists()]
HEAD = "# t\n\n## ada {#p1}\n\n"


def form_of(name: str) -> BodyFormat:
    """The format of the cases in a file."""
    return BodyFormat.MARKDOWN if name == "commonmark" else BodyFormat(name)


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_a_case_is_lost(name: str) -> None:
    bodies = {str(case.id): case.values[0] for case in spec_cases(name)}
    assert bodies
    missing = {case: lost(WANTED[name](body), shown(body, form_of(name))) for case, body in bodies.items()}
    assert not {case: words for case, words in missing.items() if words}


@pytest.mark.skipif(VARIABLE not in os.environ, reason=f"needs the specification in a file that {VARIABLE} names")
def test_no_word_of_the_examples_of_commonmark_is_lost() -> None:
    bodies = [body for body, _ in examples()]
    assert [
        (body, words) for body in bodies if (words := lost(in_markdown(body), shown(body, BodyFormat.MARKDOWN)))
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_of_posts_stands_on_their_pages(name: str, project: Project) -> None:
    bodies = [case.values[0] for case in spec_cases(name)]
    posts = (f"## ada {{#p{n}}}\n\n{body}" for n, body in enumerate(bodies, 1))
    source = "\n\n".join([f"---\nformat: {form_of(name)}\n---\n# t", *posts])
    project.write("content/a.md", source)
    project.build()
    pages = [in_html(path.read_text("utf-8")) for path in sorted((project.config.output / "a").rglob("*.html"))]
    thread = read(source.encode(), form_of(name)).thread
    assert thread
    texts = tuple(texts_in_blocks(post.blocks) for post in thread.posts)
    said = tuple(("any", text) for post in thread.posts for text in in_blocks(post.blocks))
    assert lost(Wanted(texts, said), [text for texts, said in pages for text in (texts, *said)]) == []


def shown(body: str, form: BodyFormat) -> list[str]:
    thread = read(f"{HEAD}{body}".encode(), form).thread
    return [text for post in thread.posts for text in in_blocks(post.blocks)] if thread else []
