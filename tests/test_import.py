"""The importers' foundation: what a thread becomes in a source, the store, and the command."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver.bodies import MarkdownOptions, parse_body
from archiver.errors import LockedError
from archiver.importers import formats
from archiver.importers.addresses import treat_addresses
from archiver.importers.containers import Source
from archiver.importers.importer import CERTAIN, NO, ImportContext
from archiver.importers.json_records import read_json_lines
from archiver.importers.run import ImportFolders, ImportOptions, ImportReport, import_source
from archiver.importers.settings import WrongSettingError, check_names
from archiver.importers.store import Edited, Outcome, ThreadStore
from archiver.importers.tables.mapping import FIELDS
from archiver.importers.threads import Extra, ImportedAttachment, ImportedPost, ImportedThread
from archiver.importers.writer import normal_form, write_source
from archiver.mail_addresses import Addresses
from archiver.model import BodyFormat, Moment, PostId, Prose, Slug, SourceFile, Thread
from archiver.parse import parse_thread
from tests.conftest import Project


class Shortest:
    """The shortest importer: JSON lines, a thread in each."""

    name = "shortest"
    description = "JSON lines, each with the title and the texts of a thread"
    example = "archiver import talks.shortest"

    def confidence(self, source: Source) -> float:
        return CERTAIN if any(member.name.endswith(".shortest") for member in source.members()) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        for member in source.members():
            for number, value in read_json_lines(member, context):
                context.read += 1
                posts = tuple(ImportedPost(id=str(n), body=text) for n, text in enumerate(value["posts"], 1))
                yield ImportedThread(id=str(number), title=value["title"], board=("talks",), posts=posts)


@pytest.fixture
def shortest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_importers", lambda: {"shortest": Shortest()})


def run(project: Project, place: Path, **options: object) -> ImportReport:
    folders = ImportFolders(project.root, project.root / "content", project.root / ".archiver")
    return import_source(folders, ImportOptions(place=str(place), **options))  # type: ignore[arg-type]


def thread(*bodies: str, **values: object) -> ImportedThread:
    posts = tuple(ImportedPost(id=f"p{n}", author="ada", body=body) for n, body in enumerate(bodies, 1))
    return replace(ImportedThread(id="7", title="Belt", board=("space",), posts=posts), **values)


# What is written is what is read.

NAMES = st.text(max_size=30) | st.sampled_from(
    ["a · 2022-01-01", "2022-01-01", "— x", "|", "{#a b", 'x" {#p9 subject="', "# a", "## b {#p1}", "a ##", "·", "3com"]
)
LINES = st.text(max_size=20) | st.sampled_from(
    [
        "## ada {#p1}",
        "\\## ada {#p1}",
        "\\\\## x {#a b=c}",
        "## ada · 2022-01-01",
        "\\## ada · 2022-01-01",
        "---",
        "# t",
        "### ada | 2022-01-01 10:00",
        "##\tx {#1}",
        "```",
        "> ## ada {#p1}",
        "",
        " ",
        "\t",
        "## {#p",
        "## x {#a}}",
    ]
)
BODIES = st.lists(LINES, max_size=6).map("\n".join)
TIMES = st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  by `timezones`
MOMENTS = st.builds(lambda at: Moment(at=at), at=TIMES) | st.builds(
    lambda at: Moment(at=at.replace(hour=0, minute=0, second=0, microsecond=0), has_time=False), at=TIMES
)
EXTRA: st.SearchStrategy[Extra] = st.recursive(
    NAMES,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
POSTS = st.builds(
    ImportedPost,
    id=NAMES | st.sampled_from(["p1", "p2", "<a@b.example>"]),
    author=st.none() | NAMES,
    address=st.none() | NAMES,
    date=st.none() | MOMENTS,
    body=BODIES | st.text(max_size=50),
    format=st.sampled_from(BodyFormat),
    reply_to=st.none() | NAMES | st.sampled_from(["p1", "p2", "<a@b.example>"]),
    subject=st.none() | NAMES,
    url=st.none() | NAMES | st.sampled_from(['https://x.example/"a&quot;b"', "https://x.example/?a=1&amp;b={#p1}"]),
    edited=st.none() | MOMENTS,
    score=st.none() | st.integers(),
    reactions=st.lists(st.tuples(NAMES, st.integers()), max_size=3).map(tuple),
    accepted=st.booleans(),
    pinned=st.booleans(),
    deleted=st.booleans(),
    files=st.lists(NAMES | st.just("7.files/a%20b.png"), max_size=3).map(tuple),
    extra=st.dictionaries(NAMES, NAMES, max_size=3),
)
THREADS = st.builds(
    ImportedThread,
    id=NAMES,
    title=NAMES,
    tags=st.lists(NAMES, max_size=3).map(tuple),
    lang=st.none() | NAMES | st.just("pt-BR"),
    format=st.sampled_from(BodyFormat),
    url=st.none() | NAMES | st.just("https://x.example/t/7#p1"),
    closed=st.booleans(),
    pinned=st.booleans(),
    solved=st.booleans(),
    views=st.none() | st.integers(),
    extra=st.dictionaries(NAMES, EXTRA, max_size=3),
    posts=st.lists(POSTS, min_size=1, max_size=4).map(tuple),
)


def parse(source: bytes) -> tuple[Thread, dict[PostId, str]]:
    """The thread, and the body of each post. No source that is written has a problem."""
    bodies = dict[PostId, str]()

    def keep(
        body: str, body_format: BodyFormat, _: str | None, post_id: PostId, /, *, breaks: bool | None
    ) -> tuple[()]:
        assert breaks in {True, None}
        bodies.setdefault(post_id, f"{body_format}\n{body}")
        return ()

    parsed = parse_thread((SourceFile("a.md", "a.md", source),), slug=Slug("a"), zone=UTC, parse_body=keep)
    assert parsed.thread is not None
    assert parsed.problems == ()
    return parsed.thread, bodies


@given(THREADS)
def test_a_thread_that_is_written_is_read_again(imported: ImportedThread) -> None:
    normal = normal_form(imported)
    assert normal_form(normal) == normal
    found, bodies = parse(write_source(normal).join())
    assert found.title == (normal.title or "a")
    for name in ("tags", "lang", "closed", "pinned", "solved", "views"):
        assert getattr(found, name) == getattr(normal, name)
    assert found.source == normal.url
    assert found.extra == normal.extra
    assert [post.id for post in found.posts] == [post.id for post in normal.posts]
    for post, wanted in zip(found.posts, normal.posts, strict=True):
        names = "author address date reply_to subject url edited score reactions accepted pinned deleted"
        for name in names.split():
            assert getattr(post, name) == getattr(wanted, name), name
        assert dict(post.extra) == wanted.extra
        assert bodies[post.id] == f"{wanted.format}\n{wanted.body}"


def test_a_raw_post_has_the_files_and_they_are_shown_below_its_body() -> None:
    normal = normal_form(thread("Look.", posts=(ImportedPost(id="1", body="Look.", files=("f/a%20b.png", "f/x.pdf")),)))
    parsed = parse_thread(
        (SourceFile("a.md", "a.md", write_source(normal).join()),),
        slug=Slug("a"),
        zone=UTC,
        parse_body=partial(parse_body, options=MarkdownOptions()),
    )
    assert parsed.thread is not None
    body, files = (block for block in parsed.thread.posts[0].blocks if isinstance(block, Prose))
    assert body.text.strip() == "Look."
    assert 'href="f/a%20b.png"' in files.html
    assert 'class="picture"' in files.html
    assert '<a href="f/x.pdf"' in files.html


# The store.


def save(project: Project, imported: ImportedThread, edited: Edited = Edited.REPORT) -> tuple[Outcome, list[str]]:
    with ThreadStore(project.root / "content", edited=edited) as store:
        saved = store.save(imported)
    return saved.outcome, [str(problem) for problem in saved.problems]


def test_a_thread_is_written_once(project: Project) -> None:
    assert save(project, thread("One.")) == (Outcome.NEW, [])
    path = project.root / "content/space/7-belt.md"
    before = path.stat().st_mtime_ns, (project.root / "content/.imported.jsonl").stat().st_mtime_ns
    assert save(project, thread("One.")) == (Outcome.UNCHANGED, [])
    assert (path.stat().st_mtime_ns, (project.root / "content/.imported.jsonl").stat().st_mtime_ns) == before
    assert save(project, thread("One!")) == (Outcome.CHANGED, [])
    assert "One!" in path.read_text()


def test_a_later_export_removes_no_post_and_keeps_the_file(project: Project) -> None:
    posts = [ImportedPost(id=f"p{n}", body=f"{n}.", reply_to=f"p{n - 1}" if n > 1 else None) for n in range(1, 6)]
    save(project, thread(posts=tuple(posts[:3])))
    later = thread(posts=(replace(posts[2], body="3!"), *posts[3:]), title="Belts")
    assert save(project, later)[0] is Outcome.CHANGED
    found, bodies = parse((project.root / "content/space/7-belt.md").read_bytes())
    assert found.title == "Belts"
    assert [post.id for post in found.posts] == ["p1", "p2", "p3", "p4", "p5"]
    assert [post.reply_to for post in found.posts] == [None, "p1", "p2", "p3", "p4"]
    assert [body.partition("\n")[2] for body in bodies.values()] == ["1.", "2.", "3!", "4.", "5."]
    assert save(project, thread(posts=tuple(posts[:3])))[0] is Outcome.CHANGED  # the third is as it was
    assert len(parse((project.root / "content/space/7-belt.md").read_bytes())[0].posts) == 5


def test_what_a_person_has_edited_stays_unless_told_otherwise(project: Project) -> None:
    save(project, thread("One."))
    path = project.root / "content/space/7-belt.md"
    path.write_text(path.read_text() + "\nEdited.\n")
    assert save(project, thread("One.")) == (Outcome.UNCHANGED, [])
    outcome, problems = save(project, thread("One!"))
    assert outcome is Outcome.KEPT
    assert problems == [
        "content/space/7-belt.md: warning: a person has edited it, so it stays; --theirs writes the version of the "
        "export, --ours keeps it silently"
    ]
    assert save(project, thread("One!"), Edited.OURS) == (Outcome.KEPT, [])
    assert "Edited." in path.read_text()
    assert save(project, thread("One!"), Edited.THEIRS)[0] is Outcome.CHANGED
    assert "Edited." not in path.read_text()


def test_what_a_person_has_removed_stays_removed(project: Project) -> None:
    save(project, thread("One."))
    (project.root / "content/space/7-belt.md").unlink()
    assert save(project, thread("One!"))[0] is Outcome.KEPT
    assert save(project, thread("One!"), Edited.THEIRS)[0] is Outcome.CHANGED


def test_equal_ids_of_two_sites_are_two_threads(project: Project) -> None:
    save(project, thread("One.", site="a.example"))
    assert save(project, thread("Two.", site="b.example"))[0] is Outcome.NEW
    assert len(list((project.root / "content/space").iterdir())) == 2


def test_a_file_of_a_person_with_the_name_of_a_thread_stays(project: Project) -> None:
    project.write("content/space/7-belt.md", "Mine.\n")
    assert save(project, thread("One."))[0] is Outcome.KEPT
    assert project.read("content/space/7-belt.md") == "Mine.\n"


def test_a_dry_run_writes_nothing(project: Project) -> None:
    with ThreadStore(project.root / "content", is_dry=True) as store:
        assert store.save(thread("One.")).outcome is Outcome.NEW
    assert list((project.root / "content").iterdir()) == []


def test_attachments_are_beside_the_source_and_shown(project: Project) -> None:
    picture = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    attachments = (
        ImportedAttachment(name="../../my plan.md", read=lambda: b"# plan"),
        ImportedAttachment(name="a.gif", read=lambda: picture, content_id="x@y"),
        ImportedAttachment(name="lost.pdf", read=partial((project.root / "none").read_bytes)),
        ImportedAttachment(name="far.pdf", address="https://x.example/far.pdf"),
    )
    post = ImportedPost(id="1", body='<p>See <img src="cid:x@y"></p>', format=BodyFormat.HTML, attachments=attachments)
    outcome, problems = save(project, thread(posts=(post,)))
    assert outcome is Outcome.NEW
    assert len(problems) == 1
    assert "'lost.pdf' is left out: No such file" in problems[0]
    assert sorted(path.name for path in (project.root / "content/space/7-belt.files").iterdir()) == [
        "099297-my-plan.md.txt",
        "d5b48b-a.gif",
    ]
    report = project.build()
    assert report.problems == ()
    page = project.read("site/space/7-belt/index.html")
    assert page.count("<img ") == 1
    assert "my-plan.md.txt" in page
    assert "https://x.example/far.pdf" in page
    assert save(project, thread(posts=(post,)))[0] is Outcome.UNCHANGED


def test_names_of_boards_and_files_lead_nowhere_else(project: Project) -> None:
    evil = thread("One.", id="../../x", board=("..", "/etc", "con", "tags"), title="../../y")
    assert save(project, evil)[0] is Outcome.NEW
    (path,) = (project.root / "content").rglob("*.md")
    assert path.is_relative_to(project.root / "content")
    assert project.build().problems == ()


def test_no_folder_that_is_a_link_is_written_to(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project.root / "content/space").symlink_to(elsewhere)
    with pytest.raises(Exception, match="leads out of the content folder"):
        save(project, thread("One."))
    assert list(elsewhere.iterdir()) == []


# Addresses.


def test_addresses_are_masked_everywhere() -> None:
    links = "https://x.example/~a@b/c and git@code.example:a/b"
    body = f"Ada <ada@example.org> wrote:\n> see {links}\n-- \nmailto:ada@example.org"
    post = ImportedPost(
        id="1", author="ada@example.org", address="ada@example.org", subject="for bo@example.org", body=body
    )
    masked = treat_addresses(thread(posts=(post,)), Addresses.MASK).posts[0]
    assert (masked.author, masked.address, masked.subject) == ("a…@example.org", "a…@example.org", "for b…@example.org")
    assert masked.body == f"Ada <a…@example.org> wrote:\n> see {links}\n-- \nmailto:…"
    dropped = treat_addresses(thread(posts=(post,)), Addresses.DROP).posts[0]
    assert (dropped.author, dropped.address, dropped.subject) == ("…", None, "for …")
    assert treat_addresses(thread(posts=(post,)), Addresses.KEEP).posts[0] == post


# The whole.


@pytest.mark.usefixtures("shortest")
def test_an_import_is_found_by_looking_and_told_of(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    source = tmp_path_factory.mktemp("export") / "a.shortest"
    source.write_text('{"title": "Belt", "posts": ["One.", "Two."]}\n{broken\n{"title": "Moon", "posts": ["Three."]}\n')
    report = run(project, source)
    assert report.format == "shortest"
    assert report.threads == {Outcome.NEW: 2}
    assert report.posts == {Outcome.NEW: 3}
    assert [(problem.path, problem.line) for problem in report.problems] == [("a.shortest", 2)]
    assert sorted(path.name for path in (project.root / "content/talks").iterdir()) == ["1-belt.md", "3-moon.md"]
    events = [json.loads(line)["event"] for line in project.read("import.log").splitlines()]
    assert events == ["begin", "new", "new", "problem", "end"]
    assert project.build().problems == ()
    assert run(project, source).threads == {Outcome.UNCHANGED: 2}


@pytest.mark.usefixtures("shortest")
def test_the_user_chooses_the_board(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    source = tmp_path_factory.mktemp("export") / "a.shortest"
    source.write_text('{"title": "Belt", "posts": ["One."]}\n')
    run(project, source, into="old/")
    assert (project.root / "content/old/talks/1-belt.md").exists()
    run(project, source, into="else", edited=Edited.THEIRS)
    assert not (project.root / "content/else").exists()  # the thread is where it was


def test_own_formats_are_entry_points_too(project: Project) -> None:
    import tomllib

    from tests.conftest import REPOSITORY

    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert pyproject["project"]["entry-points"][formats.GROUP] == dict(formats.OWN_FORMATS)
    for name, importer in formats.find_importers().items():
        assert importer.name == name
        assert importer.example.startswith("archiver import ")
        with pytest.raises(WrongSettingError):
            check_names(importer, {"no-such-name": "1"})


def test_a_setting_that_a_format_does_not_have_is_no_setting(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shortest: None
) -> None:
    source = tmp_path / "a.shortest"
    source.write_text('{"title": "Belt", "posts": ["One."]}\n')
    run(project, source, is_dry=True, settings={"gpa": "1h"})
    for known, words in (({"gap": "a pause"}, 'did you mean "gap"'), ({}, "it has none")):
        monkeypatch.setattr(Shortest, "settings", known, raising=False)
        with pytest.raises(WrongSettingError, match=f'the format shortest has no setting "gpa"; {words}'):
            run(project, source, settings={"gpa": "1h"})


def test_the_command_names_the_formats_and_refuses_what_it_does_not_know(project: Project) -> None:
    listed = project.run("import", "--list")
    assert listed.returncode == 0, listed.stderr
    assert "--set private=…     yes to take private channels" in listed.stdout
    lines = map(json.loads, project.run("import", "--list", "--json").stdout.splitlines())
    settings = {line["format"]: list(line["settings"]) for line in lines}
    assert settings["slack"] == ["gap", "private", "url"]
    assert (settings["discord"], settings["reddit"], settings["discourse"]) == (["gap", "dates"], ["deleted"], ["url"])
    assert settings["github"] == ["repo"]
    assert set(FIELDS) < set(settings["csv"]) == set(settings["jsonl"])
    project.write("a.bin", b"\x01\x02\x03")
    done = project.run("import", str(project.root / "a.bin"))
    assert done.returncode == 2
    assert "no format is known" in done.stderr
    assert project.run("import", str(project.root / "none")).returncode == 2


def test_files_that_bodies_name_by_their_urls_are_at_home(project: Project) -> None:
    picture = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    urls = [f"https://x.example/{name}.gif" for name in "ab"]
    attachments = (
        ImportedAttachment(name="a.gif", address=urls[0], is_in_body=True, read=lambda: picture),
        ImportedAttachment(name="b.gif", address=urls[1], is_in_body=True, read=(project.root / "none").read_bytes),
    )
    body = "\n\n".join(f"![picture]({url})" for url in urls)
    post = ImportedPost(id="1", body=body, format=BodyFormat.MARKDOWN, attachments=attachments)
    outcome, problems = save(project, thread(posts=(post,), format=BodyFormat.MARKDOWN))
    assert outcome is Outcome.NEW
    assert len(problems) == 1
    assert "'b.gif' is left out" in problems[0]
    assert project.build().problems == ()
    assert project.read("site/space/7-belt/index.html").count("<img ") == 1
    again = thread(posts=(replace(post, body=f"{body}\n\nMore."),), format=BodyFormat.MARKDOWN)
    with ThreadStore(project.root / "content") as store:
        assert store.save(again).outcome is Outcome.CHANGED
        assert store.attachments == 0


def test_what_is_taken_down_is_not_written(project: Project) -> None:
    with ThreadStore(project.root / "content", take_down=lambda _: None) as store:
        assert store.save(thread("One.")).outcome is Outcome.TAKEN_DOWN
    with ThreadStore(project.root / "content", take_down=lambda whole: replace(whole, posts=())) as store:
        assert store.save(thread("One.")).outcome is Outcome.EMPTY
    assert list((project.root / "content").rglob("*.md")) == []


def test_damaged_records_are_left_out_and_their_sources_kept(project: Project) -> None:
    save(project, thread("One."))
    path = project.root / "content/.imported.jsonl"
    path.write_bytes(
        b'{broken\n["/7", "../evil.md", "a", "b"]\n' + b"[" * 5000 + b"\n" + path.read_bytes()[:20] + b"\n"
    )
    assert save(project, thread("One."))[0] is Outcome.UNCHANGED  # the source has what it should have
    assert save(project, thread("One!"))[0] is Outcome.CHANGED


def test_what_the_export_speaks_of_and_what_arrived_are_compared(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    class Claiming(Shortest):
        def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
            for found in super().read(source, context):
                yield replace(found, claimed_posts=57)

    monkeypatch.setattr(formats, "find_importers", lambda: {"shortest": Claiming()})
    source = tmp_path_factory.mktemp("export") / "a.shortest"
    source.write_text('{"title": "Belt", "posts": ["One.", "Two."]}\n')
    assert run(project, source).claims == [("Belt", 57, 2)]
    assert '"claimed": 57, "arrived": 2' in project.read("import.log")


def test_an_importer_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    formats.find_importers.cache_clear()
    monkeypatch.setattr(formats, "OWN_FORMATS", {"none": "archiver.importers.none:None"})
    with pytest.raises(formats.UnknownFormatError, match="cannot be loaded"):
        formats.find_importers()
    formats.find_importers.cache_clear()


def test_a_killed_import_loses_no_record(project: Project) -> None:
    save(project, thread("One."))
    records = project.root / "content/.imported.jsonl"
    records.write_bytes(records.read_bytes() + b'["/8","space/8-')  # the process ended here
    assert save(project, thread("Two.", id="9"))[0] is Outcome.NEW
    assert save(project, thread("One!"))[0] is Outcome.CHANGED
    assert [json.loads(line)[0] for line in records.read_bytes().splitlines()] == ["/7", "/9"]


def test_one_import_at_a_time(project: Project) -> None:
    with ThreadStore(project.root / "content"), pytest.raises(LockedError):
        ThreadStore(project.root / "content")
    assert save(project, thread("One."))[0] is Outcome.NEW


@pytest.mark.parametrize(("magic", "kind"), [(b"7z\xbc\xaf\x27\x1c\0\4", "7z"), (b"Rar!\x1a\x07\x01\0", "RAR")])
@pytest.mark.parametrize("name", ["export", "folder/export"])
def test_what_is_not_unpacked_is_told_with_what_to_do(magic: bytes, kind: str, name: str, project: Project) -> None:
    project.write(f"{name}.bin", magic)
    place = project.root / (name.partition("/")[0] if "/" in name else f"{name}.bin")
    done = project.run("import", str(place))
    assert done.returncode == 2
    assert f"it is a {kind} archive: unpack it first (7z x FILE -oFOLDER)" in " ".join(done.stderr.split())
