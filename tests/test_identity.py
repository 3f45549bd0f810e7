"""`archive.lock`: what it says, how threads are known again, and what is told of what cannot be known."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import ConfigError
from archiver.identity import (
    CurrentThread,
    Lock,
    LockedThread,
    current_posts,
    find_trail,
    lock_text,
    parse_lock,
    post_digest,
    recognize,
    renewed_lock,
)
from archiver.identity.locked_posts import LockedPost, PostPlace, read_posts, write_posts
from archiver.model import PostId, Slug

DAY = "2026-11-30"
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}", fullmatch=True).map(PostId)
digests = st.from_regex(r"[A-Za-z0-9_-]{6}", fullmatch=True)
places = st.builds(PostPlace, st.sampled_from([Slug("a"), Slug("ö/b-c")]), ids)
posts = st.builds(
    lambda id_, digest, fate: LockedPost(id_, digest, *fate),
    ids,
    digests,
    st.one_of(st.just(()), st.just((DAY,)), places.map(lambda place: ("", place))),
)


def thread(slug: str, *bodies: str, id_: str = "", aliases: tuple[str, ...] = ()) -> CurrentThread:
    """A thread with the ids `p1`, `p2`, …; a body may begin with another id and a colon."""
    named = [body.split(":") if ":" in body else (f"p{n}", body) for n, body in enumerate(bodies, 1)]
    columns = current_posts((PostId(post), post_digest("ada", body)) for post, body in named)
    return CurrentThread(f"content/{slug}.md", Slug(slug), id_, tuple(map(Slug, aliases)), *columns)


def locked(*threads: CurrentThread) -> Lock:
    """The file that is written of threads, as it is read again."""
    return renewed(Lock(), *threads)


def renewed(lock: Lock, *threads: CurrentThread, size: int = 2) -> Lock:
    return parse_lock(lock_text(renewed_lock(lock, recognize(lock.threads, threads), size, DAY)).encode())


def found(lock: Lock, *threads: CurrentThread) -> dict[str, str]:
    return {one.slug: thread.slug for one, thread in recognize(lock.threads, threads).found.items()}


def leads(lock: Lock, *threads: CurrentThread) -> dict[str, str | None]:
    """Where the first page of each former address leads."""
    addresses = find_trail(lock, recognize(lock.threads, threads), 2).addresses
    return {one.slug: one.thread and one.thread.slug for one in reversed(addresses) if one.first == 1}


# --- The file ---


@given(st.lists(posts, max_size=30, unique_by=lambda post: post.id))
def test_posts_are_read_as_they_were_written(written: list[LockedPost]) -> None:
    assert read_posts(*write_posts(written)) == tuple(written)


@given(st.integers(0, 120), st.integers(1, 40), st.sampled_from(["", "p", "msg0", "0"]))
def test_ids_that_count_on_are_one_run(first: int, count: int, prefix: str) -> None:
    run = [LockedPost(PostId(f"{prefix}{n}"), "aaaaaa") for n in range(first, first + count)]
    text, digests = write_posts(run)
    assert read_posts(text, digests) == tuple(run)
    assert len(text.split()) <= 2


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.sampled_from(["a", "ö/b-c", "x/y/z"]), max_size=3),
)
def test_a_line_is_read_as_it_was_written(id_: str, former: list[str]) -> None:
    one = LockedThread(Slug("here/now"), id_, tuple(map(Slug, former)), DAY, "p1:2", "aaaaaabbbbbb", 5)
    assert parse_lock(lock_text(Lock((one,), (100, 50))).encode()) == Lock((one,), (100, 50))


def test_the_file_is_sorted_and_an_edit_changes_one_line() -> None:
    before = lock_text(locked(thread("b", "one"), thread("a", "two"), thread("c", "three", "four")))
    after = lock_text(
        renewed(parse_lock(before.encode()), thread("z", "one"), thread("a", "2"), thread("c", "three", "four"))
    )
    assert [line.split("\t")[0] for line in before.splitlines()[4:]] == ["a", "b", "c"]
    assert [line.split("\t")[0] for line in after.splitlines()[4:]] == ["a", "z", "c"]
    assert before.splitlines()[6] == after.splitlines()[6]


LINE = "a\t-\t-\t-\tp1:2\taaaaaabbbbbb"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"format 1\n{LINE}\n<<<<<<< ours\n", 3, "merge conflict"),
        (f"{LINE}\n=======\n", 2, "merge conflict"),
        (f"{LINE}\na\t-\t-\t-\tp1\taaaaaa\n", 2, "line 1"),
        ("format 9\n", 1, "update archiver"),
        ("# head\na\t-\n", 2, "2 columns"),
        ("../up\t-\t-\t-\t-\t-\n", 1, "an address"),
        ("a\t-\t/etc\t-\t-\t-\n", 1, "an address"),
        ("a\t-\t-\tyesterday\t-\t-\n", 1, "no day"),
        ("words\n", 1, "no line of a thread"),
    ],
)
def test_a_damaged_line_is_named(text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_lock(text.encode())
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("archive.lock", line)
    assert message in problem.message


@pytest.mark.parametrize(
    "columns", ["p1:2\taaaaaa", "p2:1\taaaaaa", "p1 p1\taaaaaabbbbbb", "p1>x\taaaaaa", "p:9\taaaaaa"]
)
def test_damaged_posts_are_named_with_their_line(columns: str) -> None:
    lock = parse_lock(f"format 1\na\t-\t-\t-\t{columns}\n".encode())
    with pytest.raises(ConfigError, match=r"archive\.lock:2"):
        recognize(lock.threads, [thread("b", "one")])


def test_bytes_that_are_no_text_are_named() -> None:
    with pytest.raises(ConfigError, match=r"archive\.lock:2"):
        parse_lock(b"format 1\n\xff\n")


def test_a_line_that_a_merge_took_from_both_sides_counts_once() -> None:
    assert len(parse_lock(f"{LINE}\n{LINE}\n".encode()).threads) == 1


# --- Which thread is which ---


def test_a_thread_is_known_by_its_id_whatever_it_says() -> None:
    lock = locked(thread("a", "one", id_="first"))
    assert found(lock, thread("b", "all", "new", id_="first")) == {"a": "b"}


def test_a_thread_is_known_by_half_of_its_posts() -> None:
    lock = locked(thread("a", "one", "two", "three", "four"))
    assert found(lock, thread("b", "one", "two", "x", "y", "z")) == {"a": "b"}
    assert found(lock, thread("b", "one", "x", "y", "z")) == {}


def test_a_thread_that_was_edited_where_it_is_is_the_same() -> None:
    assert found(locked(thread("a", "one")), thread("a", "other words")) == {"a": "a"}


def test_line_breaks_and_spaces_make_no_other_post() -> None:
    assert post_digest("ada", "the moon\nis  up\n") == post_digest("ada", "the moon is up")
    assert post_digest("ada", "the moon is up") != post_digest("ben", "the moon is up")


def test_two_threads_may_swap_their_names() -> None:
    lock = locked(thread("a", "one"), thread("b", "two"))
    now = (thread("a", "two"), thread("b", "one"))
    assert found(lock, *now) == {"a": "b", "b": "a"}
    assert leads(renewed(lock, *now), *now) == {"a": "b", "b": "a"}


def test_a_thread_may_be_renamed_twice_and_back() -> None:
    first = locked(thread("a", "one"))
    second = renewed(first, thread("b", "one"))
    third = renewed(second, thread("c", "one"))
    assert leads(third, thread("c", "one")) == {"a": "c", "b": "c"}
    back = renewed(third, thread("a", "one"))
    assert leads(back, thread("a", "one")) == {"b": "a", "c": "a"}


def test_what_cannot_be_told_is_a_problem_that_names_all_candidates() -> None:
    lock = locked(thread("a", "one", "two"))
    recognition = recognize(lock.threads, [thread("b", "one", "two"), thread("c", "one", "two")])
    (problem,) = recognition.problems
    assert not recognition.found
    assert "content/b.md and content/c.md" in problem.message
    assert (problem.path, problem.line) == ("archive.lock", 5)


def test_an_alias_decides_it() -> None:
    lock = locked(thread("a", "one", "two"))
    assert found(lock, thread("b", "one", "two"), thread("c", "one", "two", aliases=("a",))) == {"a": "c"}


def test_two_threads_with_one_id_are_a_problem() -> None:
    recognition = recognize((), [thread("a", "one", id_="x"), thread("b", "two", id_="x")])
    assert ["content/a.md" in problem.message for problem in recognition.problems] == [True]


def test_one_original_of_several_threads_tells_none() -> None:
    lock = locked(thread("a", "one", id_="<https://x.example/>"), thread("b", "two", id_="<https://x.example/>"))
    assert found(lock, thread("c", "new", id_="<https://x.example/>")) == {}


def test_another_thread_at_an_address_is_not_the_one_that_had_another_id() -> None:
    lock = locked(thread("a", "one", id_="first"))
    now = (thread("a", "one", id_="second"), thread("b", "else", id_="first"))
    assert found(lock, *now) == {"a": "b"}
    assert found(lock, now[0]) == {}


def test_a_thread_that_is_gone_leaves_a_note_and_may_come_back() -> None:
    lock = renewed(locked(thread("a", "one")))
    assert [one.removed for one in lock.threads] == [DAY]
    assert leads(lock) == {"a": None}
    assert found(lock, thread("a", "one")) == {"a": "a"}
    assert found(lock, thread("a", "quite another")) == {}


def test_a_source_that_cannot_be_read_is_not_gone() -> None:
    lock = locked(thread("a", "one"), thread("b", "two"))
    unread = CurrentThread("content/a.md", Slug("a"), "", (), "", "", is_known=False)
    elsewhere = unread._replace(slug=Slug("c"))
    assert renewed(lock, unread, thread("b", "two")) == lock
    assert renewed(lock, elsewhere, thread("b", "two")) == lock


# --- Posts ---


def test_a_post_that_moved_is_found_in_its_new_thread_also_after_edits() -> None:
    lock = locked(thread("a", "one", "two"), thread("b", "three"))
    now = (thread("a", "one"), thread("b", "three", "two"))
    lock = renewed(lock, *now)
    edited = (now[0], thread("b", "three", "words"))
    (missing,) = find_trail(lock, recognize(lock.threads, edited), 2).missing[Slug("a")]
    assert missing.place
    assert (missing.id, missing.place.thread.slug, missing.place.id) == ("p2", "b", "p2")


def test_a_merged_thread_leads_to_the_other_post_by_post() -> None:
    lock = locked(thread("a", "one", "two"), thread("b", "three"))
    now = thread("b", "three", "one", "two")
    (address,) = find_trail(lock, recognize(lock.threads, [now]), 2).addresses
    assert address.thread == now
    assert [(post.id, post.place.id) for post in address.posts] == [("p1", "p2"), ("p2", "p3")]


def test_a_post_that_is_gone_is_missed_where_it_stood() -> None:
    lock = locked(thread("a", "one", "two", "three", "four", "five"))
    now = thread("a", "p1:one", "p4:four", "p5:five")
    missing = find_trail(lock, recognize(lock.threads, [now]), 2).missing[Slug("a")]
    assert [(post.id, post.page, post.after) for post in missing] == [("p2", 1, 1), ("p3", 2, 2)]


def test_pages_that_a_thread_does_not_have_any_more_lead_to_its_last_one() -> None:
    lock = locked(thread("a", "one", "two", "three", "four", "five"))
    now = thread("a", "p1:one", "p5:five")
    (address,) = find_trail(lock, recognize(lock.threads, [now]), 2).addresses
    assert (address.first, address.pages, address.last) == (2, 3, 1)


def test_words_that_two_posts_have_lead_nowhere() -> None:
    lock = locked(thread("a", "one", "+1"), thread("b", "two"))
    now = (thread("a", "one"), thread("b", "two", "+1", "+1"))
    (missing,) = find_trail(lock, recognize(lock.threads, now), 2).missing[Slug("a")]
    assert missing.place is None


@pytest.mark.parametrize(
    "change", [lambda lock: lock, lambda lock: Lock(tuple(reversed(lock.threads)), lock.page_sizes)]
)
def test_to_write_it_twice_gives_one_file(change: Callable[[Lock], Lock]) -> None:
    lock = locked(thread("a", "one", "two"), thread("b", "three"), thread("c", "four"))
    now = (thread("d", "one", "two"), thread("b", "words"))
    once = renewed(lock, *now)
    assert lock_text(renewed(change(once), *now)) == lock_text(once)
