"""Whatever stands before the first heading that a `[[source]]` pattern finds is a header, or is kept, or is told of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import BodyFormat
from tests.bench.linear import read
from tests.laws.constructs import fill
from tests.laws.test_no_word_lost import lost_of

_POST = r"^## Post #(?P<id>\w+) by @(?P<author>\S+) \((?P<date>[^)]+) UTC\)$"
_FRONT = ("\n", "---\ntitle: §\n---\n")
_PARTS = (
    "## Post #1 by @§ (2019-01-01 UTC)",
    "## Post #1 by  (2019-01-01 UTC) §",
    "## Post #2 by @§ § (2019-01-01 UTC)",
    "### Post #3 by @§ (2019-01-02 UTC)",
    "## Post #§ by @§ (2019-13-01 UTC)",
    "# §",
    "# § §",
    "**†**: †",
    "† †: †",
    "§: § § and some words that are here, at the end.",
    f"**§**: {'§ ' * 40}",
    "Posted by §:",
    "§ § § words",
    "§\n===",
    "> §",
    "- §",
    "---",
    "<!-- † -->",
    "http://†.example/†",
)
"""Parts of sources, `§` and `†` as in `constructs`."""


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(_FRONT), st.lists(st.sampled_from(_PARTS), min_size=1, max_size=8))
def test_no_word_before_the_first_post_is_lost(front: str, parts: list[str]) -> None:
    source = fill(front + "\n\n".join(parts)).source
    assert lost_of(source, read(source.encode(), BodyFormat.MARKDOWN, post=_POST)) == []
