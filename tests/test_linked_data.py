"""JSON-LD, held to what search engines ask for.

The tables are those of Google's documentation as it stood in September 2026: `appearance/structured-data/` with
`discussion-forum` (its last change, in March 2026, brought `commentCount`, `digitalSourceType` and the kinds of
`sharedContent`), `profile-page` and `breadcrumb` at https://developers.google.com/search/docs/. Left out are keys that
no source of ours declares: `sharedContent`, `digitalSourceType`, `video`; of people `image`, `description`,
`alternateName`, `identifier`, `sameAs` and followers; of profiles when they were made and changed.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Project
from tests.picture_samples import encoded, image

REQUIRED = {
    "DiscussionForumPosting": {"author", "datePublished"},
    "Comment": {"author", "datePublished"},
    "Person": {"name"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
    "ProfilePage": {"mainEntity"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"name", "position"},
}
CONTENT = {"text", "image", "video"}
"""What a posting and a comment must have one of."""
RECOMMENDED = {
    "DiscussionForumPosting": {
        "comment",
        "commentCount",
        "dateModified",
        "headline",
        "interactionStatistic",
        "isPartOf",
        "mainEntityOfPage",
        "text",
        "url",
    },
    "Comment": {"url"},
    "Person": {"url"},
}
OF_SOME = {
    "DiscussionForumPosting": {"image"},
    "Comment": {
        "comment",
        "commentCount",
        "creativeWorkStatus",
        "dateModified",
        "image",
        "interactionStatistic",
        "text",
    },
    "ListItem": {"item"},
}
"""Recommended keys that one of the type must have."""
ADDRESS = "https://x.example/a/"
THREAD = """---
views: 12
tags: [bread]
---
# Dough

## Ada · 2020-01-01 10:00 {#p1 edited=2020-01-09 score=3}

Flour and water, for a day.

![The dough.](dough.png)

## Ben · 2020-01-02 10:00 {#p2 reply-to=p1}

How much? ![The jar](dough.png)

## Cid · 2020-01-03 10:00 {#p3 reply-to=p2 edited=2020-01-04 score=5}

Two to one.

## Dot · 2020-01-04 10:00 {#p4 reply-to=p1 deleted}

Gone.

## Eve · 2020-01-05 10:00 {#p5 reply-to=p4}

Late.

## Flo · 2020-01-06 10:00 {#p6 reply-to=p5}

> Late.

## Gus · 2020-01-07 10:00 {#p7}

Last.
"""


@pytest.fixture
def baked(project: Project) -> Project:
    """A site whose thread declares all that the tables ask for, on two pages."""
    project.write(
        "archiver.toml", f'base_url = "{ADDRESS}"\n[pages]\nposts = 4\n[boards.kitchen]\ntitle = "The kitchen"\n'
    )
    project.write("content/kitchen/dough.md", THREAD)
    project.write("content/kitchen/dough.png", encoded(image(400, 300), "PNG"))
    assert not project.build().problems
    return project


def linked_data(project: Project, page: str) -> list[Any]:
    """The JSON-LD of a page."""
    html = project.read(f"site/{page}index.html")
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in JSON, each before those in it."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


@pytest.mark.parametrize("page", ["kitchen/dough/", "kitchen/dough/page-2/", "authors/ada/", "kitchen/", "dates/2020/"])
def test_a_page_has_what_search_engines_require_and_recommend(baked: Project, page: str) -> None:
    found = list(objects(linked_data(baked, page)))
    for entry in found:
        kind = entry["@type"]
        wanted = REQUIRED.get(kind, set()) | RECOMMENDED.get(kind, set())
        assert wanted <= entry.keys(), f"{kind} lacks {sorted(wanted - entry.keys())}"
        assert kind not in {"DiscussionForumPosting", "Comment"} or CONTENT & entry.keys()
        assert all(value not in ("", None, [], {}) for value in entry.values())
    assert {"BreadcrumbList", "ListItem"} <= {entry["@type"] for entry in found}


def test_keys_that_only_some_posts_have_are_there(baked: Project) -> None:
    pages = ("kitchen/dough/", "kitchen/dough/page-2/")
    found = [entry for page in pages for entry in objects(linked_data(baked, page))]
    for kind, keys in OF_SOME.items():
        assert keys <= {key for entry in found if entry["@type"] == kind for key in entry}


def test_a_comment_says_how_many_answer_it_also_where_they_are_on_another_page(baked: Project) -> None:
    comments = {
        entry["author"]["name"]: entry.get("commentCount")
        for page in ("kitchen/dough/", "kitchen/dough/page-2/")
        for entry in objects(linked_data(baked, page))
        if entry["@type"] == "Comment"
    }
    assert comments == {"Ben": 1, "Cid": None, "Dot": 1, "Eve": 1, "Flo": None, "Gus": None}


def test_comments_are_nested_as_the_thread_is(baked: Project) -> None:
    first, second = (linked_data(baked, page)[0] for page in ("kitchen/dough/", "kitchen/dough/page-2/"))
    assert authors(first) == {"Ben": {"Cid": {}}, "Dot": {}}
    assert authors(second) == {"Eve": {"Flo": {}}, "Gus": {}}


def authors(posting: dict[str, Any]) -> dict[str, Any]:
    """The names of those who answered, each with those who answered them."""
    return {comment["author"]["name"]: authors(comment) for comment in posting.get("comment", ())}


def test_a_further_page_is_about_the_first_post_too(baked: Project) -> None:
    posting = linked_data(baked, "kitchen/dough/page-2/")[0]
    assert posting["text"] == "Flour and water, for a day. The dough."
    assert posting["author"]["name"] == "Ada"
    assert posting["url"] == f"{ADDRESS}kitchen/dough/"
    assert posting["mainEntityOfPage"] == f"{ADDRESS}kitchen/dough/page-2/"
    assert posting["commentCount"] == 6
    assert posting["isPartOf"] == {"@type": "CreativeWork", "name": "The kitchen", "url": f"{ADDRESS}kitchen/"}
    counted = {
        c["interactionType"].rpartition("/")[2]: c["userInteractionCount"] for c in posting["interactionStatistic"]
    }
    assert counted == {"ViewAction": 12, "LikeAction": 3}


def test_a_comment_of_nothing_but_a_quote_has_its_words(baked: Project) -> None:
    flo = linked_data(baked, "kitchen/dough/page-2/")[0]["comment"][0]["comment"][0]
    assert (flo["author"]["name"], flo["text"]) == ("Flo", "Late.")


def test_likes_are_counted_among_reactions(project: Project) -> None:
    project.write("content/a.md", '# T\n\n## Ada {#p1 reactions="👍 3, 😀 4"}\n\nWords.\n')
    project.build()
    likes = [entry for entry in objects(linked_data(project, "a/")) if entry["@type"] == "InteractionCounter"]
    assert [(c["interactionType"], c["userInteractionCount"]) for c in likes] == [("https://schema.org/LikeAction", 3)]


def test_what_a_source_does_not_declare_has_no_key(project: Project) -> None:
    project.write("content/a.md", "T\n\nWords.\n")
    project.build()
    site = {"@type": "WebSite", "name": "Archive"}
    context = {"@context": "https://schema.org", "@type": "DiscussionForumPosting"}
    assert linked_data(project, "a/") == [
        context | {"headline": "T", "isPartOf": site, "commentCount": 0, "text": "Words."}
    ]


def test_comments_are_nested_no_deeper_than_the_outline(project: Project) -> None:
    answers = "".join(f"## P{n} {{#p{n} reply-to=p{n - 1}}}\n\nWords.\n\n" for n in range(2, 200))
    project.write("archiver.toml", "[pages]\nposts = 500\n")
    project.write("content/a.md", f"# T\n\n## P1 {{#p1}}\n\nWords.\n\n{answers}")
    project.build()
    posting = linked_data(project, "a/")[0]
    assert sum(entry["@type"] == "Comment" for entry in objects(posting)) == 198
    assert depth(posting) == 8


def depth(posting: dict[str, Any]) -> int:
    return 1 + max(map(depth, posting.get("comment", ())), default=0)


def test_breadcrumbs_lead_from_the_home_page_to_the_board(baked: Project) -> None:
    crumbs = linked_data(baked, "kitchen/dough/page-2/")[1]["itemListElement"]
    assert [(crumb["position"], crumb["name"], crumb.get("item")) for crumb in crumbs] == [
        (1, "Archive", ADDRESS),
        (2, "The kitchen", f"{ADDRESS}kitchen/"),
        (3, "Dough", None),
    ]


def test_an_author_is_the_person_of_a_profile(baked: Project) -> None:
    person = linked_data(baked, "authors/ada/")[1]["mainEntity"]
    assert (person["name"], person["url"]) == ("Ada", f"{ADDRESS}authors/ada/")
    assert person["agentInteractionStatistic"]["userInteractionCount"] == 1
