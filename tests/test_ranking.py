"""The cases in `spec/ranking.md`: which posts of tiny archives a query finds, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import spec_cases

if TYPE_CHECKING:
    from archiver.model import Hit, SearchResults
    from tests.conftest import Project


@pytest.mark.parametrize(("case", "expected"), spec_cases("ranking"))
def test_a_query_finds_these_posts_in_this_order(project: Project, case: str, expected: str) -> None:
    threads, _, query = case.rpartition("\n? ")
    for number, thread in enumerate(threads.removeprefix("# ").split("\n# "), 1):
        project.write(f"content/{number}.md", source_of(thread))
    project.build()
    assert "\n".join(lines_of(project.search(query))) == expected


def test_a_rare_word_beside_a_frequent_one_may_be_misspelled(project: Project) -> None:
    posts = "\n".join(["we receive it"] * 20)
    project.write("content/a.md", source_of(f"A\n{posts}\nthey recieve it"))
    project.build()
    answer = project.search("recieve")
    assert (answer.total, answer.suggestion) == (1, "receive")
    assert project.search("receive").suggestion is None


def source_of(thread: str) -> str:
    """A thread of the cases as a source."""
    title, *posts = thread.split("\n")
    bodies = [f"> {quoted}\n\n{own}" if own else quoted for quoted, _, own in (post.partition(" / ") for post in posts)]
    return f"# {title}\n" + "".join(f"\n## ada {{#p{n}}}\n\n{body}\n" for n, body in enumerate(bodies, 1))


def lines_of(answer: SearchResults) -> list[str]:
    """An answer in the notation of the cases."""
    lines = [line_of(hit) for hit in answer.hits] or ["nothing"]
    lines += [f"hint: {hint}" for hint in answer.hints]
    lines += [f"suggestion: {answer.suggestion}"] if answer.suggestion else []
    return lines + [f"{advice.kind} {advice.word}: {advice.total}" for advice in answer.advice]


def line_of(hit: Hit) -> str:
    words = [f"[{word}]" if word in hit.in_thread else word for word in hit.without]
    place = f"{hit.thread.strip('/')}.{hit.number}"
    return f"{place} without: {' '.join(words)}" if words else place
