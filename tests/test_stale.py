"""What is drawn again after a change, and nothing else; the reasons that are given; and a site that is checked."""

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.build.drawing import is_left_out, parse_source
from archiver.build.verify import verify
from archiver.config import read_config, track
from archiver.model import Dependency, DependencyKind, Report, Slug, digest_of
from archiver.search.index.commit_point import CommitPoint
from archiver.search.whoosh_index import WhooshTransaction
from archiver.source import read_source, scan_sources
from archiver.urls import without_digest
from tests.conftest import Project

MOON = "---\ntags: [night]\n---\n# Moon talk\n\n## ada · 2022-07-01T14:03:00Z {#p1}\n\nThe moon is up.\n"
BRINE = "---\ntags: [salt]\n---\n# Brine talk\n\n## ben · 2022-08-01T14:03:00Z {#p1}\n\nHow much salt?\n"


@pytest.fixture
def site(project: Project) -> Project:
    """A project with a theme of its own, built."""
    project.write("content/space/moon.md", MOON)
    project.write("content/kitchen/brine.md", BRINE)
    project.write("themes/mine/theme.toml", 'extends = "default"\n[options]\nfooter = ""\nshade = "red"\n')
    configure(project)
    project.build()
    return project


def configure(project: Project, more: str = "") -> None:
    project.write("archiver.toml", f'theme = "mine"\n{more}\n')


def template(project: Project, name: str, text: str) -> None:
    project.write(f"themes/mine/templates/{name}", text)


def drawn(report: Report) -> dict[str, str]:
    return dict(report.reasons)


def is_as_clean(project: Project) -> bool:
    return verify(project.config, project.build()) == ()


def test_an_edit_draws_its_thread_and_the_lists_that_say_something_else(site: Project) -> None:
    site.write("content/space/moon.md", MOON + "\n## ada {#p2}\n\nStill.\n")
    reasons = drawn(site.build())
    assert reasons.pop("content/space/moon.md") == "its source has changed"
    assert set(reasons) == {
        *(
            "index.html",
            "feed.xml",
            "authors/index.html",
            "tags/index.html",
            "all/index.html",
        ),
        *("space/index.html", "space/feed.xml", "tags/night/index.html", "tags/night/feed.xml"),
        *("authors/ada/index.html", "dates/2022/07/index.html"),
        "statistics/index.html",
        *("search/index.html", "404.html"),  # they name the boards, those with the most posts first
    }
    assert set(reasons.values()) == {"it says something else now"}
    assert is_as_clean(site)


def test_an_edit_that_no_list_tells_of_draws_no_list(site: Project) -> None:
    long = MOON.replace("The moon is up.", "word " * 110)
    site.write("content/space/moon.md", long)
    site.build()
    site.write("content/space/moon.md", long + "And that.\n")
    report = site.build()
    assert drawn(report) == {"content/space/moon.md": "its source has changed"}
    pages = {path for path in report.written if not path.startswith("search/data/")}
    assert pages == {"space/moon/index.html", "space/moon/index.md"}


def test_line_breaks_that_count_from_now_on_are_drawn_and_found(site: Project) -> None:
    broken = MOON.replace("The moon is up.", "The moon\nis up.")
    for front, counts in (("", False), ("breaks: true\n", True), ("breaks: false\n", False)):
        site.write("content/space/moon.md", broken.replace("---\n", f"---\n{front}", 1))
        site.build()
        assert ("<br" in site.read("site/space/moon/index.md")) is False
        assert ("The moon<br />" in site.read("site/space/moon/index.html")) is counts
        assert len(site.search('"moon is up"').hits) == 1
        assert is_as_clean(site)


@pytest.mark.parametrize(
    ("more", "key", "untouched"),
    [
        ('lang = "de"', "lang", ()),
        ("[pages]\nposts = 7", "pages.posts", ("tags/night/feed.xml", "404.html")),
        ("[pages]\njson = true", "pages.json", ("404.html", "index.html", "authors/ada/index.html")),
        ("[markdown]\nbreaks = true", "markdown.breaks", ("404.html", "index.html")),
        ('[theme_options]\nfooter = "mine"', "option footer", ("tags/night/feed.xml",)),
        ('[boards.space]\ntitle = "Space"', 'boards."space"', ("content/kitchen/brine.md", "authors/ben/index.html")),
    ],
)
def test_a_setting_draws_what_has_read_it(site: Project, more: str, key: str, untouched: tuple[str, ...]) -> None:
    configure(site, more)
    reasons = drawn(site.build())
    assert key in reasons["content/space/moon.md"]
    assert not set(untouched) & set(reasons)
    assert is_as_clean(site)


@pytest.mark.parametrize("more", ["[pages]\nthreads = 7", '[theme_options]\nshade = "blue"', 'exclude = ["nothing"]'])
def test_a_setting_that_no_page_has_read_draws_nothing(site: Project, more: str) -> None:
    configure(site, more)
    report = site.build()
    assert (report.reasons, report.written) == ((), ())


def test_a_template_draws_what_has_used_it(site: Project) -> None:
    template(site, "tag.html", '{% extends "!default/tag.html" %}{% block title %}Mine{% endblock %}')
    reasons = drawn(site.build())
    assert set(reasons) == {f"tags/{tag}/index.html" for tag in ("night", "salt")}
    assert set(reasons.values()) == {"the template tag.html changed"}
    assert is_as_clean(site)


def test_a_template_that_others_import_and_extend_draws_what_has_used_those(site: Project) -> None:
    default = Path(__file__).parents[1] / "themes/default/templates/macros.html"
    template(site, "macros.html", default.read_text(encoding="utf-8").replace("<nav", '<nav class="x"'))
    reasons = drawn(site.build())
    assert {"content/space/moon.md", "tags/night/index.html", "authors/index.html", "index.html"} <= set(reasons)
    assert not {"tags/night/feed.xml", "404.html"} & set(reasons) - {"404.html"}
    assert is_as_clean(site)


def test_a_template_that_there_was_not_draws_what_has_looked_for_it(site: Project) -> None:
    frame = '{% extends "!default/thread.html" %}{% block footer %}{% include KIND ignore missing %}{% endblock %}'
    template(site, "thread.html", frame.replace("KIND", '["first.html", page.tags[0].text ~ ".html"]'))
    site.build()
    template(site, "salt.html", "Salty.")
    assert drawn(site.build()) == {"content/kitchen/brine.md": "the template salt.html changed"}
    assert "Salty." in site.read("site/kitchen/brine/index.html")
    template(site, "first.html", "First.")
    assert set(drawn(site.build())) == {"content/kitchen/brine.md", "content/space/moon.md"}
    (site.root / "themes/mine/templates/first.html").unlink()
    assert set(drawn(site.build())) == {"content/kitchen/brine.md", "content/space/moon.md"}
    assert "Salty." in site.read("site/kitchen/brine/index.html")
    assert is_as_clean(site)


def test_a_translation_draws_what_shows_texts_of_the_interface(site: Project) -> None:
    """Not what has none, as feeds; and a file for another language draws nothing."""
    configure(site, 'lang = "fr-CA"\nbase_url = "https://a.example/"')
    site.build()
    site.write("themes/mine/locale/fr.po", po(Tags="Mots-clés", Outline="Plan"))
    reasons = drawn(site.build())
    assert {"content/space/moon.md", "tags/index.html", "tags/night/index.html", "search/index.html"} <= set(reasons)
    assert set(reasons.values()) == {"the translation of the interface changed"}
    assert not {"tags/night/feed.xml", "robots.txt", "sitemap.xml"} & set(reasons)
    assert "<h1>Mots-clés</h1>" in site.read("site/tags/index.html")
    site.write("themes/mine/locale/fr-CA.po", po(Tags="Étiquettes"))
    assert set(drawn(site.build())) == set(reasons)
    assert "<h1>Étiquettes</h1>" in site.read("site/tags/index.html")
    site.write("themes/mine/locale/de.po", po(Tags="Schlagwörter"))
    assert drawn(site.build()) == {}
    (site.root / "themes/mine/locale/fr-CA.po").unlink()
    assert set(drawn(site.build())) == set(reasons)
    assert is_as_clean(site)


def po(**texts: str) -> str:
    """A file of translations."""
    return "".join(f'msgid "{msgid}"\nmsgstr "{text}"\n\n' for msgid, text in texts.items())


def test_what_macros_are_made_of_counts_for_every_page_that_imports_them(site: Project) -> None:
    """Also where they are imported without context: Jinja makes those once in a process."""
    template(site, "inner.html", "{% macro sign() %}one{% endmacro %}")
    outer = "{% set by = site.options.footer %}{% macro signed() %}{{ sign() }}{% endmacro %}"
    template(site, "outer.html", '{% from "inner.html" import sign %}' + outer)
    start = '{% extends "!default/thread.html" %}{% import "outer.html" as outer %}'
    template(site, "thread.html", start + "{% block footer %}{{ outer.signed() }}{{ outer.by }}{% endblock %}")
    assert not site.build(jobs=1).errors
    template(site, "inner.html", "{% macro sign() %}two{% endmacro %}")
    assert set(drawn(site.build(jobs=1))) == {"content/kitchen/brine.md", "content/space/moon.md"}
    configure(site, '[theme_options]\nfooter = "three"')
    assert {"content/kitchen/brine.md", "content/space/moon.md"} <= set(drawn(site.build(jobs=1)))
    assert all("twothree" in site.read(f"site/{page}/index.html") for page in ("space/moon", "kitchen/brine"))


def test_a_broken_template_is_tried_again_when_it_has_changed(site: Project) -> None:
    template(site, "post.html", "{% macro post(p, ours, lang) %}{{ nothing }}{% endmacro %}")
    assert site.build().errors
    assert not site.build().reasons
    template(site, "post.html", "{% macro post(p, ours, lang) %}mended{% endmacro %}")
    assert set(drawn(site.build())) == {"content/kitchen/brine.md", "content/space/moon.md"}
    assert is_as_clean(site)


def test_an_asset_that_no_page_names_draws_none(site: Project) -> None:
    site.write("themes/mine/assets/mine.css", "a {}\n")
    report = site.build()
    assert report.reasons == ()
    assert [without_digest(path) for path in report.written] == ["assets/mine.css"] * 2


def test_an_asset_draws_the_pages_that_name_it(site: Project) -> None:
    site.write("themes/mine/assets/reading.js", "// ours\n")
    why = drawn(site.build())
    assert why["content/space/moon.md"] == "the asset reading.js changed"
    assert "index.html" not in why
    assert is_as_clean(site)


def test_a_lost_file_is_named_as_the_reason(site: Project) -> None:
    (site.root / "site/space/moon/index.md").unlink()
    assert drawn(site.build()) == {"content/space/moon.md": "space/moon/index.md is gone from the site"}


def test_a_convention_draws_the_threads_that_it_is_for(site: Project) -> None:
    configure(site, '[[source]]\nglob = "kitchen/*"\npost = "^## (?P<author>.+) · .*$"\n')
    assert "[[source]]" in drawn(site.build())["content/kitchen/brine.md"]
    assert "content/space/moon.md" not in drawn(site.build())
    assert is_as_clean(site)


def test_reading_a_source_reads_no_other_settings_than_the_key_of_its_fingerprint_has(site: Project) -> None:
    from archiver.build import keys

    config, read = read_config(site.root), set[Dependency]()
    tracked = track(config, read.add)
    for source in scan_sources(config).sources:
        thread = parse_source(read_source(config, source), source, tracked, None).thread
        assert thread
        is_left_out(replace(thread, draft=True), tracked)
    assert read == {Dependency(DependencyKind.SETTING, name) for name in keys._PARSING_SETTINGS}


def test_the_command_says_why(site: Project) -> None:
    site.write("content/space/moon.md", MOON.replace("up", "down"))
    said = site.run("build", "--explain").stdout
    assert "content/space/moon.md: its source has changed\n" in said
    assert "brine" not in said
    assert '{"drawn": "content/space/moon.md", "why": "all was asked for"}' not in site.run("build", "--json").stdout
    assert '"why": "all was asked for"' in site.run("build", "--json", "--explain", "--clean").stdout


def test_a_site_that_is_not_what_a_clean_build_gives_is_told(site: Project) -> None:
    assert site.run("build", "--verify").stdout.endswith("verified: a clean build gives the same\n")
    site.write("site/space/index.html", "forged")
    with sqlite3.connect(site.config.state / "manifest.sqlite") as connection:
        forged = (digest_of(b"forged"), "space/index.html")
        connection.execute("UPDATE outputs SET digest = ?, stat_signature = '' WHERE path = ?", forged)
        connection.execute("INSERT INTO outputs SELECT 'x', '', digest, '', '', '' FROM outputs LIMIT 1")
    connection.close()
    done = site.run("build", "--verify")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["site/space/index.html"]
    assert not (site.config.state / "verify").exists()


def test_an_index_that_is_not_what_a_clean_build_gives_is_told(site: Project, tmp_path_factory: Path) -> None:
    def forget(thread: str) -> None:
        folder = site.config.state / "search"
        transaction = WhooshTransaction(folder, CommitPoint.read(folder))
        transaction.remove(Slug(thread))
        transaction.prepare()
        transaction.commit()

    forget("space/moon")
    report = site.build()
    assert verify(site.config, report) == ()  # the build has seen it, and has made the index anew
    forget("space/moon")
    assert [problem.path for problem in verify(site.config, report)] == ["/space/moon/#p1"]
