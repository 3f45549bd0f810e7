"""The index and its queries."""

import json
from pathlib import Path

import pytest

from archiver.model import PostId
from archiver.search.query.like import MOST_WORDS, characteristic_words
from archiver.search.query.suggest import MOST_LEAVES
from tests.conftest import Project
from tests.small_index import make_post, make_thread, open_small

ARCHIVE = {
    "space/moon/probe.md": """---
tags: [moon, Space Law]
---
# A lunar probe

## Ada Lovelace · 2022-07-05T14:03:00Z {#p1}

The probe measures helium in the regolith.

## bob · 2023-01-10 {#p2}

> measures helium in the regolith

Regolith, not helium: the naïve view.

## Ada Lovelace · 2024-05-01 {#p3}

C++ code and 全文数据库索引 and كِتَابٌ and Straße and हिन्दी.
""",
    "kitchen/bread.md": "Bread\n\nHelium bread. A regolith crust.\n\n\nPure rye, not more.\n",
}
SIGNS = "Signs\n\nRun gcc -Wall. Issue #123: use @media print. We celebrate 🎉 v4.0-rc1 and 3.11.2.\n"


@pytest.fixture
def archive(project: Project) -> Project:
    for path, text in ARCHIVE.items():
        project.write(f"content/{path}", text)
    assert not project.build().problems
    return project


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("helium", ["bread#1", "probe#p1", "probe#p2"]),
        ("helium regolith", ["bread#1", "probe#p1", "probe#p2"]),
        ("helium probe", ["probe#p1"]),
        ('"helium in the"', ["probe#p1"]),
        ('"in helium"', []),
        ("helium -bread", ["probe#p1", "probe#p2"]),
        ("-helium", ["bread#2", "probe#p3"]),
        ("author:ada", ["probe#p1", "probe#p3"]),
        ('author:"ada LOVELACE"', ["probe#p1", "probe#p3"]),
        ("author:bob helium", ["probe#p2"]),
        ("board:space", ["probe#p1", "probe#p2", "probe#p3"]),
        ("board:space/moon author:bob", ["probe#p2"]),
        ("board:moon", []),
        ("tag:moon helium", ["probe#p1", "probe#p2"]),
        ('tag:"space law" naive', ["probe#p2"]),
        ("before:2023", ["probe#p1"]),
        ("after:2023", ["probe#p2", "probe#p3"]),
        ("after:2022-07-05 before:2023-01-10", ["probe#p1"]),
        ("after:2023-01 before:2023-02", ["probe#p2"]),
        ("quoted:measures", ["probe#p2"]),
        ("title:lunar", ["probe#p1"]),
        ("lunar", ["probe#p1"]),
        ("c++", ["probe#p3"]),
        ("数据库", ["probe#p3"]),
        ("库数", []),
        ("库", ["probe#p3"]),
        ("引", ["probe#p3"]),
        ("كتاب", ["probe#p3"]),
        ("STRASSE", ["probe#p3"]),
        ("हिन्दी", ["probe#p3"]),
        ("nothinglikeit", []),
        ("before:yesterday helium", ["bread#1", "probe#p1", "probe#p2"]),
        ('helium "bread', ["bread#1"]),
        ('( ) : - "" \' *', []),
        ("", []),
    ],
)
def test_a_query_finds_these_posts(archive: Project, query: str, found: list[str]) -> None:
    hits = [hit for hit in archive.search(query).hits if not hit.is_partial]
    assert sorted(hit.url.rsplit("/", 2)[1] + hit.url.rsplit("/", 1)[1] for hit in hits) == found


def test_own_words_and_titles_come_before_others(archive: Project) -> None:
    assert archive.search("probe").hits[0].url == "/space/moon/probe/#p1"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The moon, moon dust and dust.", '"moon dust"', ["moon", "dust"]),
        ("The moon, moon dust and dust.", '"moon dust" and', ["moon", "dust", "and"]),
        ("dust moon dust moon dust", '"dust moon dust"', ["dust", "moon", "dust", "moon", "dust"]),
        ("Call SetPosition now; position now set", '"SetPosition now"', ["SetPosition", "now"]),
        ("全文数据库 here, 全库 here", '"数据库 here"', ["数据库", "here"]),
        ("moon here, dust there", '"moon dust"', ["moon", "dust"]),
    ],
)
def test_words_of_a_phrase_are_marked_where_they_follow_each_other(
    project: Project, text: str, query: str, marked: list[str]
) -> None:
    project.write("content/one.md", f"One\n\n{text}\n")
    project.build()
    (hit,) = project.search(query).hits
    assert [part for part, is_marked in hit.snippet_parts if is_marked] == marked


def test_a_word_is_marked_by_the_stem_of_its_language_alone(project: Project) -> None:
    project.write("content/one.md", "---\nlang: en\n---\n# One\n\n## Ada {#p1}\n\nrunning\n")
    project.write("content/two.md", "---\nlang: de\n---\n# Zwei\n\n## Ada {#p1}\n\nrunning, runs\n")
    project.build()
    marked = {
        hit.lang: [part for part, is_marked in hit.snippet_parts if is_marked] for hit in project.search("running").hits
    }
    assert marked == {"en": ["running"], "de": ["running"]}


def test_a_hit_says_who_when_where_and_marks_the_words(archive: Project) -> None:
    (hit,) = archive.search("author:bob regolith").hits
    assert (hit.title, hit.author, hit.number, hit.url) == ("A lunar probe", "bob", 2, "/space/moon/probe/#p2")
    assert hit.date is not None
    assert (hit.date.at.date().isoformat(), hit.date.has_time) == ("2023-01-10", False)
    assert hit.snippet_parts[0] == ("Regolith", True)


def test_an_unknown_prefix_is_words_and_a_hint(archive: Project) -> None:
    answer = archive.search("autor:bob")
    assert answer.total == 0
    assert 'there is no "autor:"' in answer.hints[0]
    assert "author:" in answer.hints[0]


def test_words_that_are_only_quoted_are_told_of(archive: Project) -> None:
    archive.write("content/kitchen/quote.md", "Q\n\n> Marmalade is a jam.\n\nIt is not.\n")
    archive.build()
    answer = archive.search("marmalade")
    assert answer.total == 0
    assert [(advice.kind, advice.query, advice.total) for advice in answer.advice] == [
        ("quoted", "quoted:marmalade", 1)
    ]
    assert "in words that are quoted: quoted:marmalade" in archive.run("search", "marmalade").stdout


QUOTES = """# Whose words

## Ada · 2022-07-05 {#p1}

Marmalade keeps for years.

## {#p2}

A nameless jam, that is what I eat.

## Cy · 2022-07-06 {#p3}

Ben wrote:

> Ada wrote:
>
> > Marmalade   keeps for
> > years.
>
> Jam of plums in a jar.

> Honey from no post.

Nougat.

> A nameless jam, that is what I eat.
"""


@pytest.mark.parametrize(
    ("query", "authors"),
    [
        ("quoted:marmalade", ("Ada",)),
        ("quoted:plums", ("Ben",)),
        ("quoted:honey", ()),
        ("quoted:nameless", ()),
        ("quoted:plums quoted:years quoted:honey", ("Ada", "Ben")),
        ('quoted:"keeps for years jam"', ("Ada", "Ben")),
        ("quoted:jam nougat", ("Ben",)),
        ("nougat", ()),
        ("nougat plums", ()),
    ],
)
def test_a_passage_that_is_quoted_tells_whose_words_match(
    project: Project, query: str, authors: tuple[str, ...]
) -> None:
    project.write("content/words.md", QUOTES)
    project.build()
    hits = {hit.post: hit for hit in project.search(query).hits}
    assert hits[PostId("p3")].quoted_authors == authors
    told = f"quoting {', '.join(authors)}"
    assert (told in project.run("search", query).stdout) == bool(authors)
    (found,) = [hit for hit in json.loads(project.run("search", "--json", query).stdout)["hits"] if hit["post"] == "p3"]
    assert found.get("quoted_authors", []) == [*authors]


def test_a_post_that_has_a_word_only_in_a_quote_shows_it_there(project: Project) -> None:
    project.write("content/words.md", QUOTES)
    project.build()
    hit = next(hit for hit in project.search("plums nothinglikeit").hits if hit.post == "p3")
    assert (hit.is_partial, hit.quoted_authors) == (True, ("Ben",))
    assert ("plums", True) in hit.snippet_parts


def test_a_word_that_goes_takes_its_and_with_it(archive: Project) -> None:
    archive.write("content/kitchen/quote.md", "Q\n\nMarmalade here.\n\n\nNougat there.\n")
    archive.build()
    answer = archive.search("marmalade AND nougat")
    assert [advice.query for advice in answer.advice if advice.kind == "without"] == ["nougat", "marmalade"]


def test_what_is_edited_or_removed_is_no_longer_found(archive: Project) -> None:
    archive.write("content/kitchen/bread.md", "Bread\n\nRye bread.\n")
    archive.build()
    assert [hit.url for hit in archive.search("bread").hits] == ["/kitchen/bread/#1"]
    assert archive.search("crust").total == 0
    (archive.root / "content/kitchen/bread.md").unlink()
    archive.build()
    assert archive.search("bread").total == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves an odd file open
@pytest.mark.parametrize("damage", ["delete", "truncate", "garbage"])
def test_an_index_that_is_damaged_is_made_again(archive: Project, damage: str) -> None:
    for path in [path for path in (archive.config.state / "search").rglob("*") if path.is_file()]:
        if damage == "delete":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "truncate" else b"garbage" * 100)
    archive.build()
    assert archive.search("helium").total == 3


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("how to mount the drive", {"mount", "drive"}),
        ("the drives", {"drive"}),
        ("drive the nothinglikeit", {"drive"}),
        ('"mount the drive" to it', {"mount", "the", "drive", "it"}),
        ("the", {"the", "The"}),
        ("to the", {"to", "the", "The"}),
        ("to* drive", {"to", "drive"}),
        ("title:how drive", {"drive", "How", "how"}),
    ],
)
def test_words_that_say_nothing_are_not_marked(project: Project, query: str, marked: set[str]) -> None:
    project.write("content/many.md", "How to\n\n" + "\n\n\n".join(f"That is how the way to {n} is." for n in range(30)))
    project.write("content/one.md", "How to do it\n\nThis is how to mount the drive. The way to it.")
    project.build()
    hit = next(hit for hit in project.search(query).hits if hit.thread == "/one/")
    assert {text for text, is_marked in (*hit.snippet_parts, *hit.title_parts) if is_marked} == marked


def test_a_common_word_is_marked_though_its_synonym_is_rare(project: Project) -> None:
    project.write("synonyms.toml", '[[synonyms]]\nwords = ["kettle", "boiler"]\n')
    project.write("content/many.md", "Many\n\n" + "\n\n\n".join(f"A kettle for {n}." for n in range(30)))
    project.write("content/one.md", "One\n\nA boiler and a kettle.")
    project.build()
    hit = next(hit for hit in project.search("kettle").hits if hit.thread == "/one/")
    assert [text for text, is_marked in hit.snippet_parts if is_marked] == ["boiler", "kettle"]


def test_a_long_post_shows_the_passage_with_the_words(project: Project) -> None:
    project.write("content/a.md", f"T\n\n{'some words before it ' * 300}the needle in it {'and after it ' * 300}\n")
    project.build()
    (hit,) = project.search("needle").hits
    assert ("needle", True) in hit.snippet_parts
    assert len(hit.snippet) < 260


@pytest.mark.parametrize("query", ["我用Python写程序", "我用Python", "用Python写", '"数据库 foo"', "数据库 foo bar"])
def test_words_of_two_scripts_are_found_as_they_stand(project: Project, query: str) -> None:
    project.write("content/a.md", "T\n\n我用Python写程序, 数据库 foo bar\n")
    project.build()
    assert project.search(query).total == 1


@pytest.mark.parametrize("query", ["コト", "ヿ", "コトより", "トよ"])
def test_a_character_that_stands_for_several_is_found_as_they_are(project: Project, query: str) -> None:
    project.write("content/a.md", "T\n\nヿゟ\n")
    project.build()
    assert project.search(query).total == 1


def test_a_word_longer_than_a_passage_is_found(project: Project) -> None:
    project.write("content/a.md", f"T\n\n{'some words before it ' * 100}{'a' * 300} and after\n")
    project.build()
    assert project.search("a" * 300).total == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves an odd file open
@pytest.mark.parametrize("damage", ["delete", "truncate"])
def test_a_damaged_segment_is_told_of_and_made_again_by_the_next_build(archive: Project, damage: str) -> None:
    (segment,) = (archive.config.state / "search").rglob("*.pst")
    if damage == "delete":
        segment.unlink()
    else:
        segment.write_bytes(segment.read_bytes()[:100])
    found = archive.run("search", "helium")
    assert found.returncode == 2
    assert "damaged" in found.stderr
    archive.build()
    assert archive.search("helium").total == 3


def test_another_time_zone_is_no_matter(archive: Project) -> None:
    archive.write("archiver.toml", 'timezone = "Asia/Tokyo"')
    assert archive.search("author:bob").total == 1
    assert not archive.build().problems


def test_where_it_is_switched_off_there_is_no_index_and_no_page(archive: Project) -> None:
    archive.write("archiver.toml", "[search]\nenabled = false\n")
    assert not archive.build().problems
    assert not (archive.root / ".archiver/search").exists()
    assert "search/index.html" not in archive.tree()
    assert "/search/" not in archive.read("site/index.html")
    done = archive.run("search", "helium")
    assert (done.returncode, "[search] enabled = false" in done.stderr) == (2, True)
    archive.write("archiver.toml", "")
    archive.build()
    assert archive.search("rye").total == 1


@pytest.mark.parametrize("query", ["wiki.example/Crab_Nebula", "nebula", "https://wiki.example", "ada@lab.example"])
def test_words_of_the_addresses_of_links_are_found_and_not_shown(project: Project, query: str) -> None:
    links = "[there](https://wiki.example/Crab%5FNebula?a=1&amp;b) and [here](mailto:ada@lab.example), <https://b.example/x>"
    project.write("content/a.md", f"Links\n\nLook {links}.\n")
    project.build()
    (hit,) = project.search(query).hits
    assert hit.snippet == "Look there and here, https://b.example/x."


@pytest.mark.parametrize(
    "query", ["#123", "issue #123", "4.0", "v3.11", "V4.0", 'gcc "-Wall"', '"@media"', "celebrate 🎉", "🎉"]
)
def test_words_with_signs_are_found(project: Project, query: str) -> None:
    project.write("content/a.md", SIGNS)
    project.build()
    answer = project.search(query)
    assert (answer.total, answer.hints) == (1, ())


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        (
            "gcc -Wall",
            (
                '"-Wall" was read as NOT Wall; in quotation marks it is words',
                '"-Wall" excludes posts; below are posts with the word, too',
            ),
        ),
        (":-)", ("signs alone are not searched",)),
        ("#124", ()),
    ],
)
def test_what_finds_nothing_says_how_it_was_read(project: Project, query: str, hints: tuple[str, ...]) -> None:
    project.write("content/a.md", SIGNS)
    project.build()
    answer = project.search(query)
    assert (answer.total, answer.hints) == (0, hints)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("@media print", 'there is no author "media"; the word was searched'),
        ("#media", 'there is no tag "media"; the word was searched'),
    ],
)
def test_a_word_with_a_sign_that_names_nothing_is_a_word(project: Project, query: str, hint: str) -> None:
    project.write("content/a.md", SIGNS)
    project.build()
    answer = project.search(query)
    assert (answer.total, answer.hints) == (1, (hint,))


def test_programs_ask_by_calling_the_room(archive: Project) -> None:
    import archiver

    hits = archiver.search("helium order:oldest", project=archive.root, limit=2)
    assert [(hit.post, hit.author) for hit in hits] == [("1", None), ("p1", "Ada Lovelace")]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("heliun", "helium"),
        ("rye heliun", "rye helium"),
        ("ryee ryeness OR heliun", None),
        ("regolihts OR heliun", "regolith OR helium"),
        ("brea breadcrumbs", None),
        ("helium xyzzy", None),
        ("-heliun xyzzy", None),
    ],
)
def test_what_nobody_wrote_may_have_been_meant_otherwise(archive: Project, query: str, meant: str | None) -> None:
    answer = archive.search(query)
    assert (answer.total, answer.suggestion) == (0, meant)


def test_of_many_words_nothing_else_is_looked_for(archive: Project) -> None:
    """It would take time with the square of their number."""
    few, many = archive.search("heliun " * MOST_LEAVES), archive.search("heliun " * (MOST_LEAVES + 1))
    assert (few.total, few.suggestion) == (0, "helium " * MOST_LEAVES)
    assert (many.total, many.suggestion) == (0, None)
    without = "heliun " + "rye " * (MOST_LEAVES - 1)
    assert archive.search(without).advice
    assert not archive.search(f"{without} rye").advice


def test_a_word_of_titles_is_mended_by_words_of_titles(project: Project) -> None:
    project.write("content/a.md", "Lanterns\n\nThe lanters is lit.\n")
    project.build()
    assert project.search("title:lanters").suggestion == "title:lanterns"


def test_a_word_is_mended_where_it_stands_and_not_in_another_one(archive: Project) -> None:
    archive.write("content/kitchen/pan.md", "Pan\n\nCrustless pies.\n")
    assert not archive.build().problems
    assert archive.search("crus crustless").suggestion == "crust crustless"


def test_threads_like_one_have_its_words_marked_and_are_found_by_any_address(archive: Project) -> None:
    archive.write("content/kitchen/loaf.md", "# Loaves\n\n" + "\n\n\n".join(f"Loaf {n} of many." for n in range(9)))
    archive.write("content/kitchen/pot.md", "# Pots\n\n## ada {#p1}\n\nCrust of helium, helium crusts.\n")
    archive.build()
    answer = archive.search("like:kitchen/pot")
    assert [hit.url for hit in answer.hits if hit.thread == "/kitchen/pot/"] == []
    first = answer.hits[0]
    assert first.url == "/kitchen/bread/#1"
    assert [text for text, is_marked in first.snippet_parts if is_marked] == ["Helium", "crust"]
    for address in ("/kitchen/pot/", "https://forum.example/kitchen/pot/#p1", '"Kitchen/Pot"'):
        assert archive.search(f"like:{address}").hits == answer.hits
    assert [hit.thread for hit in archive.search("like:kitchen/pot board:space is:first").hits] == [
        "/space/moon/probe/"
    ]
    assert archive.search("-like:kitchen/pot is:first board:kitchen").total == 2  # loaf, pot


def test_the_words_of_a_thread_are_the_rare_ones_of_its_posts_and_title(tmp_path: Path) -> None:
    common = [make_thread(f"t{n}", make_post(f"a common word{n % 7}"), title="Common") for n in range(40)]
    asked = make_thread(
        "asked",
        make_post("a common alone word1 twice twice", quoted="word3"),
        make_post("some word2 数据库", number=2),
        title="Kettle",
    )
    other = make_thread("other", make_post("some word4 kettle twice 数据库"), title="Other")
    searcher = open_small(tmp_path, [*common, asked, other])
    number = searcher.order.urls.index("/asked/")
    assert characteristic_words(searcher, number)[:1] == ["kettle"]
    assert set(characteristic_words(searcher, number)) == {"kettle", "twice", "some", "数据", "据库", "word1", "word2"}


def test_the_words_of_a_long_thread_are_bounded(tmp_path: Path) -> None:
    texts = [" ".join(f"w{n}" for n in range(start, start + 50)) for start in range(0, 50_000, 50)]
    long = make_thread("long", *(make_post(text, number=n) for n, text in enumerate(texts, 1)))
    other = make_thread("other", *(make_post(text, number=n) for n, text in enumerate(texts, 1)))
    searcher = open_small(tmp_path, [long, other])
    assert len(characteristic_words(searcher, searcher.order.urls.index("/long/"))) == MOST_WORDS


@pytest.mark.parametrize("postings", [3, 12, 10_000])
def test_removed_threads_leave_the_words_of_others_as_if_they_had_never_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postings: int
) -> None:
    monkeypatch.setattr("archiver.search.query.like.MOST_POSTINGS", postings)
    kept = [make_thread(f"t{n}", make_post(f"common half{n % 2} word{n % 7} rare{n % 10}")) for n in range(40)]
    removed = [make_thread(f"r{n}", make_post(f"half0 word{n % 3} rare{n % 10} gone")) for n in range(15)]
    clean = open_small(tmp_path / "clean", kept)
    changed = open_small(tmp_path / "changed", [*kept, *removed], removed=[thread.slug for thread in removed])
    for url in ("/t0/", "/t8/", "/t33/"):
        found = [characteristic_words(one, one.order.urls.index(url)) for one in (clean, changed)]
        assert found[0] == found[1]
    assert changed.least_frequency("text", "half1") == 5 < changed.frequency("text", "half1") == 20
