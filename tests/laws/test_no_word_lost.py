"""No word is lost: whatever stands in a source can be read on its page, or a problem names its line.

The words are made up, so that each stands nowhere else, and put into constructs of all formats, these into others, and
what comes of it is cut and bent. Words that are no reader's business are marked in the tables of `constructs`.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import BodyFormat, Thread
from archiver.parse import Parsed
from tests.bench.linear import read
from tests.laws.composed import bent, bodies, threads
from tests.laws.constructs import CONSTRUCTS, TEXT, Filled, fill, words_in
from tests.laws.constructs.construct import put_into
from tests.laws.constructs.threads import CUT
from tests.laws.shown import in_blocks, texts_in_blocks
from tests.laws.small_site import IS_DEEP

FORMS = tuple(BodyFormat)
HEAD = "# t\n\n## ada {#p1}\n\n"


@pytest.mark.parametrize("form", FORMS)
def test_each_construct_keeps_its_words_wherever_it_stands(form: BodyFormat) -> None:
    table = CONSTRUCTS[form]
    filled = [fill(put_into(around, inner)) for inner in (*table.inline, *table.blocks) for around in table.around]
    assert filled
    assert not {body.source: words for body in filled if (words := lost(body.source, form))}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_word_of_a_body_is_lost(form: BodyFormat, data: st.DataObject) -> None:
    body = data.draw(bodies(CONSTRUCTS[form]))
    assert lost(body.source, form) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=50_000 if IS_DEEP else 1_500, deadline=None, derandomize=not IS_DEEP)
@given(data=st.data())
def test_no_word_of_a_bent_body_is_lost(form: BodyFormat, data: st.DataObject) -> None:
    body = data.draw(bent(CONSTRUCTS[form]))
    assert lost(body, form) == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_word_of_a_text_is_shown_twice(form: BodyFormat, data: st.DataObject) -> None:
    body = data.draw(bodies(CONSTRUCTS[form]))
    shown = texts_of(body.source, form)
    assert [word for word in body.words if word.endswith(TEXT) and shown.count(word) > 1] == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=st.data())
def test_words_of_a_text_keep_their_order(form: BodyFormat, data: st.DataObject) -> None:
    body = data.draw(bodies(CONSTRUCTS[form]).filter(is_in_order))
    shown = texts_of(body.source, form)
    places = [shown.find(word) for word in body.words if word.endswith(TEXT) and word in shown]
    assert places == sorted(places)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(threads(CONSTRUCTS["markdown"]))
def test_no_word_of_a_thread_is_lost(source: Filled) -> None:
    assert lost_of(source.source, read(source.source.encode(), BodyFormat.MARKDOWN)) == []


@pytest.mark.parametrize("setting", CUT)
def test_a_setting_is_shown_whole(setting: str) -> None:
    source = fill(f"---\n{setting}\n---\n# §\n\n\n§\n" if "title" not in setting else f"---\n{setting}\n---\n\n\n§\n")
    assert lost_of(source.source, read(source.source.encode(), BodyFormat.MARKDOWN)) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>§</p> § <!-- §",
        '§ <a href="http://x.example>§</a> §',
        "§ <b §",
        "§ <b class='§",
        "<p>§ <title>§",
        "<p>§ <textarea>§ <p>§",
        "<p>§ <iframe src='http://¤.example/'>§ <p>§",
        "§ <noembed>§ <p>§",
        "<iframe src='http://¤.example/'/>§",
        "<title/>§ <textarea/>§",
        "§ <![CDATA[§",
        "§ <",
        "§ </",
        "§ &#",
        "§ <?php §",
    ],
)
def test_what_never_closes_swallows_no_words(template: str) -> None:
    assert lost(fill(template).source, BodyFormat.HTML) == []


def is_in_order(body: Filled) -> bool:
    """False if notes may stand elsewhere, or an attribution behind which words were left out."""
    return not any(mark in body.source for mark in ("[^", "^[", "[...]", "<snip>"))


def lost(body: str, form: BodyFormat) -> list[str]:
    """The words of a body that are lost."""
    source = f"{HEAD}{body}"
    return lost_of(source, read(source.encode(), form))


def lost_of(source: str, parsed: Parsed) -> list[str]:
    """The words of a source that cannot be read, and whose line no problem names (any, if there is no thread)."""
    if parsed.thread is None:
        return [] if parsed.problems else words_in(source)
    shown = "\n".join(said_in(parsed.thread)).casefold()
    named = {problem.line for problem in parsed.problems}
    lines = enumerate(source.split("\n"), 1)
    return [word for number, line in lines if number not in named for word in words_in(line) if word not in shown]


def said_in(thread: Thread) -> Iterator[str]:
    yield from (thread.title, *thread.tags, thread.lang or "")
    for post in thread.posts:
        yield from (post.author or "", post.subject or "", post.url or "", *in_blocks(post.blocks))


def texts_of(body: str, form: BodyFormat) -> str:
    thread = read(f"{HEAD}{body}".encode(), form).thread
    return "\n".join(texts_in_blocks(post.blocks) for post in thread.posts) if thread else ""
