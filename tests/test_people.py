"""People who write under several names are one; those who have pseudonyms are named nowhere."""

import gzip
import html
import json

import pytest
from click.testing import CliRunner

from archiver.cli import cli
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.identity.likely_people import SeenAuthor, Signal, find_likely_people
from archiver.identity.pseudonyms import make_pseudonym
from archiver.withhold.pseudonyms import Alias, HiddenNames
from tests.conftest import Project

KEY = "5f" * 16
MOON = """\
# Moon rocks

## ann · 2022-07-05T14:03:00Z {#p1}

The rocks of the moon are older than most people think.

## Ann Lee · 2022-07-05T15:03:00Z {#p2 reply-to=p1 address=ann@example.org}

I forgot: they were brought here by six crews.

--
Ann Lee, rocks and stones, https://stones.example/~annlee

## bob · 2022-07-05T15:04:00Z {#p3}

On 5 July 2022, A. Lee <ann@example.org> wrote:

> I forgot: they were brought here by six crews.

As Ann said. @ann should know; see /authors/ann-lee/.
"""
MARS = "# Mars\n\n## cyd · 2023-07-05T14:03:00Z {#p1}\n\nMars has no crews.\n"
ANN = '[[author]]\nname = "Ann Lee"\nalso = ["ann", "A. Lee", "ann@example.org"]\nlinks = ["https://ann.example/"]\n'


@pytest.fixture
def space(project: Project) -> Project:
    """A project in which Ann has written under two names."""
    project.write("archiver.toml", 'base_url = "https://a.example"\n[pages]\njson = true\nfeeds = true\n')
    project.write("content/moon.md", MOON)
    project.write("content/mars.md", MARS)
    return project


def published(project: Project) -> str:
    """All that is published, with the names of the files."""
    texts = []
    for path, content in project.tree().items():
        raw = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        texts.append(f"{path} {html.unescape(raw.decode('utf-8', 'replace'))}")
    return " ".join(texts)


def run(project: Project, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["-C", str(project.root), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_names_and_addresses_of_one_person_are_one_author(space: Project) -> None:
    space.write("authors.toml", ANN)
    report = space.build()
    posts = json.loads(space.read("site/moon/index.json"))["posts"]
    assert [post["author"] for post in posts] == ["Ann Lee", "Ann Lee", "bob"]
    (quote,) = (block for block in posts[2]["blocks"] if "quote" in block)
    assert (quote["author"], quote["attribution"]) == ("Ann Lee", "On 5 July 2022, A. Lee ann@example.org wrote:")
    assert report.problems == ()
    page = space.read("site/authors/ann-lee/index.html")
    assert "2 posts" in page
    assert '<a href="https://ann.example/" rel="me noopener" dir="ltr">ann.example</a>' in page
    assert '"sameAs": ["https://ann.example/"]' in page
    assert "url=../ann-lee/" in space.read("site/authors/ann/index.html")
    assert "/authors/ann/" not in space.read("site/sitemap.xml")


@pytest.mark.parametrize("query", ["author:ann", 'author:"Ann Lee"', "author:ann@example.org"])
def test_a_person_is_found_by_each_name(space: Project, query: str) -> None:
    space.write("authors.toml", ANN)
    space.build()
    hits = json.loads(run(space, "search", "--json", query))["hits"]
    assert {hit["post"] for hit in hits} == {"p1", "p2"}


def test_only_what_names_somebody_is_drawn_again_and_lifting_gives_the_former_bytes(space: Project) -> None:
    space.build()
    before = space.tree()
    space.write("authors.toml", ANN)
    drawn = {reason.what for reason in space.build().reasons}
    assert "content/moon.md" in drawn
    assert not drawn & {"content/mars.md", "authors/cyd/index.html"}
    assert space.run("build", "--verify").returncode == 0
    assert space.build().written == ()
    (space.root / "authors.toml").unlink()
    space.build()
    assert space.tree() == before


def test_a_takedown_of_a_person_is_one_of_all_names(space: Project) -> None:
    space.write("authors.toml", ANN)
    space.write("takedowns.toml", '[[takedown]]\nauthor = "ann"\ndate = 2026-11-30\n')
    assert "taken down: 2 posts, 1 quote" in space.build().messages
    text = published(space)
    for words in ("rocks of the moon", "six crews", "Ann", "A. Lee", "@ann", "ann@example.org", "ann.example"):
        assert words not in text


def test_a_pseudonym_stands_for_all_names_in_all_texts(space: Project) -> None:
    space.write("authors.toml", f'key = "{KEY}"\n{ANN}')
    space.write("archiver.toml", f"{space.read('archiver.toml')}[authors]\npseudonyms = ['Ann Lee']\n")
    report = space.build()
    assert report.problems == ()
    assert "pseudonyms: 1 author" in report.messages
    pseudonym = make_pseudonym("ann lee", KEY)
    text = published(space)
    for words in ("Ann", "ann-lee", "annlee", "A. Lee", "@ann", "ann@example.org", "ann.example", "stones.example"):
        assert words not in text
    assert f"As {pseudonym} said." in text
    handle = pseudonym.lower().replace(" ", "-")
    assert f"@{handle} should know; see /authors/{handle}/." in text
    assert (space.root / f"site/authors/{handle}/index.html").exists()
    (quote,) = (b for b in json.loads(space.read("site/moon/index.json"))["posts"][2]["blocks"] if "quote" in b)
    assert (quote["author"], quote["origin"]["state"]) == (pseudonym, "exact")
    assert "nothing that is taken down is published" in run(space, "takedown", "--check")


def test_posts_of_authors_with_pseudonyms_are_not_taken_down_with_others(space: Project) -> None:
    space.write("authors.toml", '[[author]]\nname = "bob"\npseudonym = "The stoker"\n')
    run = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "nobody"])
    assert (run.exit_code, (space.root / "takedowns.toml").exists()) == (1, False), run.output
    run = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "cyd"])
    assert "takes down cyd (1 post)" in run.output


def test_of_two_authors_with_one_name_the_person_is_taken_down_who_is_asked_for(space: Project) -> None:
    space.write("authors.toml", '[[author]]\nname = "Ann Lee"\nalso = ["ann", "ann@example.org"]\n')
    space.write("content/sun.md", "# Sun\n\n## bob · 2021-01-01 {#p1 address=ann@example.org}\n\nThe sun is hot.\n")
    run = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "ann"])
    assert run.exit_code == 0, run.output
    assert 'author = "Ann Lee"' in space.read("takedowns.toml")
    space.build(jobs=1)
    assert "The sun is hot" not in published(space)
    assert CliRunner().invoke(cli, ["-C", str(space.root), "takedown", "--lift", "ann"]).exit_code == 0
    blank = CliRunner().invoke(cli, ["-C", str(space.root), "takedown", " "])
    assert blank.exit_code == 1, blank.output


@pytest.mark.parametrize(
    "text",
    ["_Ann Lee_ and __Ann Lee__.", "Zoe\u0308 Quill.", "By \u7530\u4e2d\u592a\u90ce\u3055\u3093\u306f.", "ANN LEE."],
    ids=["emphasis", "decomposed", "no spaces", "capitals"],
)
def test_names_are_found_however_they_are_written(space: Project, text: str) -> None:
    listed = '["Ann Lee", "Zo\u00eb Quill", "\u7530\u4e2d\u592a\u90ce"]'
    space.write("authors.toml", f'key = "{KEY}"\n')
    space.write("archiver.toml", f"[authors]\npseudonyms = {listed}\n")
    heads = "".join(
        f"## {name} · 2021-01-0{n} {{#q{n}}}\n\nYes.\n\n"
        for n, name in enumerate(("Zo\u00eb Quill", "\u7530\u4e2d\u592a\u90ce"), 1)
    )
    space.write("content/sun.md", f'# Sun\n\n{heads}## bob · 2021-01-03 {{#p1 subject="{text}"}}\n\n{text}\n')
    space.build(jobs=1)
    found = published(space).casefold()
    assert [n for n in ("ann lee", "quill", "\u7530\u4e2d\u592a\u90ce") if n in found] == []


def test_headings_of_authors_with_pseudonyms_name_nobody_in_their_subjects(space: Project) -> None:
    space.write("authors.toml", f'key = "{KEY}"\n')
    space.write("archiver.toml", "[authors]\npseudonyms = true\n[pages]\njson = true\n")
    asked = '## Ann Lee · 2021-01-01 {#p1 subject="Ann Lee asks Bob Best"}\n\nYes.\n'
    space.write("content/sun.md", f"# Sun\n\n{asked}\n## Bob Best · 2021-01-02 {{#p2}}\n\nNo.\n")
    space.build(jobs=1)
    assert not [name for name in ("Ann Lee", "Bob Best") if name in published(space)]


def test_everybody_has_a_pseudonym_of_the_key(space: Project) -> None:
    space.write("archiver.toml", f"{space.read('archiver.toml')}[authors]\npseudonyms = true\n")
    space.write("authors.toml", f'key = "{KEY}"\n')
    space.build()
    shown = {post["author"] for post in json.loads(space.read("site/moon/index.json"))["posts"]}
    assert shown == {make_pseudonym(name, KEY) for name in ("ann", "ann lee", "bob")}
    assert f"authors/{make_pseudonym('cyd', KEY).lower().replace(' ', '-')}/index.html" in space.tree()


def test_a_pseudonym_of_ones_own_needs_no_key(space: Project) -> None:
    space.write("authors.toml", f'{ANN}pseudonym = "A geologist"\n')
    space.build()
    assert json.loads(space.read("site/moon/index.json"))["posts"][0]["author"] == "A geologist"


def test_addresses_of_threads_name_nobody(space: Project) -> None:
    space.write("content/a talk by Ann Lee.md", "# A talk\n\n## bob · 2023-07-05 {#p1}\n\nIt was good.\n")
    space.write("content/_pages/about.md", "# About\n\nThis is kept for Ann Lee, who wrote that the rocks are old.\n")
    space.build()
    assert (space.root / "site/a-talk-by-ann-lee/index.html").exists()
    space.write("takedowns.toml", '[[takedown]]\nauthor = "Ann Lee"\ndate = 2026-11-30\n')
    space.build()
    assert "ann-lee" not in published(space)
    assert "Ann Lee" not in published(space)
    (path,) = (path for path in space.tree() if path.startswith("a-talk-by-") and path.endswith("index.html"))
    assert len(path.split("/")[0]) == len("a-talk-by-01234567")
    assert "This is kept for …, who wrote" in space.read("site/about/index.html")
    assert space.run("build", "--verify").returncode == 0


def test_each_mistake_has_its_line(space: Project) -> None:
    wrong = '[[author]]\nname = ""\n[[author]]\nname = "Ann"\nalso = ["b"]\n[[author]]\nnam = "C"\n'
    space.write("authors.toml", f'{wrong}[[author]]\nname = "D"\nalso = ["ANN"]\nlinks = ["javascript:x()"]\n')
    with pytest.raises(ConfigError) as error:
        read_config(space.root)
    assert [problem.line for problem in error.value.problems] == [2, 7, 11]
    space.write("authors.toml", '[[author]]\nname = "Ann"\nalso = ["b"]\n[[author]]\nname = "D"\nalso = ["ANN"]\n')
    with pytest.raises(ConfigError, match="of line 1, too"):
        read_config(space.root)


def test_pseudonyms_want_a_key(space: Project) -> None:
    space.write("archiver.toml", "[authors]\npseudonyms = true\n")
    with pytest.raises(ConfigError, match="archiver authors --new-key"):
        read_config(space.root)
    run(space, "authors", "--new-key")
    assert len(read_config(space.root).people.key) == 64


def test_a_name_that_nobody_has_is_told(space: Project) -> None:
    space.write("authors.toml", ANN.replace('"A. Lee"', '"Nobody Else"'))
    (problem,) = space.build().problems
    assert str(problem).startswith('authors.toml:1: warning: nobody has the name "Nobody Else"')


def test_people_are_listed_and_proposed(space: Project) -> None:
    space.write("content/mars.md", MARS.replace("cyd", "Lee, Ann").replace("{#p1}", "{#p1 address=ann@example.org}"))
    space.build()
    assert "1 in 1 thread  Ann Lee" in run(space, "authors")
    (line,) = run(space, "authors", "--suggest", "--json").splitlines()
    proposal = json.loads(line)
    assert (proposal["name"], proposal["also"]) == ("Ann Lee", ["Lee, Ann"])
    assert proposal["pairs"][0]["signals"] == ["name in address", "same address", "same name"]


def seen(name: str, *, address: str = "", threads: tuple[int, ...] = (), signature: int = 0) -> SeenAuthor:
    return SeenAuthor(
        name=name,
        posts=1,
        addresses=frozenset({address} - {""}),
        threads=frozenset(threads),
        signatures=frozenset({signature} - {0}),
    )


@pytest.mark.parametrize(
    ("one", "other", "signals"),
    [
        (seen("Ann Lee", address="a…@x.org"), seen("A. Lee", address="a…@x.org"), {Signal.ADDRESS, Signal.NAME}),
        (seen("Zoë Ek", threads=(1, 2)), seen("Ek, Zoe", threads=(1, 2)), {Signal.NAME, Signal.THREADS}),
        (seen("annlee", signature=7), seen("Ann Lee", signature=7), {Signal.LOCAL_PART, Signal.SIGNATURE}),
        (seen("Ann", threads=(1, 2)), seen("Ann Lee", threads=(1, 2)), {Signal.NAME, Signal.THREADS}),
        (seen("Ann Lee", address="x@y.org"), seen("Bo Ek", address="x@y.org", threads=(1,)), None),
        (seen("Ann Lee"), seen("Lee, Ann"), None),
        (seen("Ann Lee", address="a@x.org", signature=3), seen("Abe Lee", address="a@x.org", signature=3), None),
    ],
)
def test_two_signals_propose_one_person(one: SeenAuthor, other: SeenAuthor, signals: set[Signal] | None) -> None:
    found = find_likely_people([one, other])
    assert [set(person.pairs[0].signals) for person in found] == ([signals] if signals else [])


def test_a_common_first_name_proposes_nobody() -> None:
    people = [seen(f"John {family}", threads=(1, 2)) for family in ("Ash", "Oak", "Elm")]
    assert find_likely_people([*people, seen("John", threads=(1, 2))]) == []


def test_what_several_people_are_called_becomes_a_mark() -> None:
    names = HiddenNames(aliases=(Alias("Ann Lee", "Bado Kita"), Alias("Ann Elm", "Dugi Lomo")))
    finder = names.finder(("Ann Lee", "Ann Elm"), ())
    assert finder.pattern is not None
    text = finder.pattern.sub(lambda match: finder.instead(match, "…"), "Ann Lee, Ann, ann_lee, LEE and @elm")
    assert text == "Bado Kita, …, bado-kita, Bado Kita and @dugi-lomo"
