"""The statistics of an archive: what threads count, their sums over builds, the page, and `archiver stats`."""

import json
import os
import random
from collections import Counter
from datetime import UTC, date
from pathlib import Path

import pytest

from archiver.manifest import open_manifest, open_reader
from archiver.model import ArchiveFigures, QuotedPost, Sleep, Slug, ThreadFigures, Url
from archiver.urls import is_reserved
from tests.conftest import Project

WORDS = "The probe is in orbit, and its lamp is lit again since noon."
OTHERS = "Nobody here believes that the old lamp of the probe can last another winter."


def thread(*posts: str) -> str:
    return "# T\n\n" + "\n".join(posts)


def post(number: int, author: str, when: str, text: str = WORDS) -> str:
    return f"## {author}{f' · {when}' if when else ''} {{#p{number}}}\n\n{text}\n"


def figures(project: Project) -> ArchiveFigures:
    with open_reader(project.config.state, project.config.zone) as manifest:
        assert manifest
        return manifest.figures.read()


def by_date(days: dict[int, int]) -> dict[str, int]:
    return {date.fromordinal(day).isoformat(): number for day, number in days.items()}


def test_posts_are_counted_by_day_in_the_time_zone_of_the_site(project: Project) -> None:
    project.write("archiver.toml", 'timezone = "Europe/Berlin"\n')
    late, early = post(1, "Ada", "2022-07-04T23:30:00Z"), post(2, "Ben", "2022-07-05")
    project.write("content/a.md", thread(late, early, post(3, "Cleo", "")))
    project.build()
    found = figures(project)
    assert by_date({**found.days}) == {"2022-07-05": 2}
    assert found.hours == {24 + 1: 1}, "a Tuesday; a post without a time of day has no hour"
    assert found.active == {2022 * 12 + 6: 2}
    assert "1 without a date" in project.read("site/statistics/index.html")


def test_lengths_are_those_of_the_own_words_and_quotes_count_by_state(project: Project) -> None:
    project.write(
        "content/a.md",
        thread(
            post(1, "Ada", "2022-07-01"),
            post(2, "Ben", "2022-07-02", f"> {WORDS}\n\nYes."),
            post(3, "Cleo", "2022-07-03", f"> {OTHERS}\n\n> > {WORDS}\n>\n> Yes.\n\nNo."),
        ),
    )
    project.build()
    found = figures(project)
    assert found.lengths == {1: 2, 4: 1}
    assert found.quotes == {0: 2, 4: 1, 5: 1}, "exact, outside, and too short; what only wraps a quote is none"


def test_a_person_is_new_once_and_active_in_each_month(project: Project) -> None:
    project.write("content/a.md", thread(post(1, "Ada", "2021-12-30"), post(2, "ADA", "2022-01-02")))
    project.write("content/b.md", thread(post(1, "Ada", "2022-01-05"), post(2, "Ben", "2022-03-01")))
    project.build()
    found, january = figures(project), 2022 * 12
    assert found.active == {january - 1: 1, january: 1, january + 2: 1}
    assert found.active_in_year == {2021: 1, 2022: 2}
    assert found.new == {january - 1: 1, january + 2: 1}
    project.write("content/a.md", thread(post(1, "Cleo", "2021-12-30")))
    project.build()
    found = figures(project)
    assert found.new == {january - 1: 1, january: 1, january + 2: 1}
    assert found.active_in_year == {2021: 1, 2022: 2}


def test_the_longest_silences_of_the_archive_and_of_a_thread(project: Project) -> None:
    project.write("content/a.md", thread(post(1, "Ada", "2020-01-01"), post(2, "Ben", "2022-01-01")))
    project.write("content/b.md", thread(post(2, "Ben", "2021-01-01"), post(1, "Ada", "2020-06-01")))
    project.build()
    sleeps = [found.figures.sleep for found in figures(project).sleepers]
    assert [(sleep.days, sleep.url) for sleep in sleeps if sleep] == [(731, "/a/#p2"), (214, "/b/#p2")]
    page = project.read("site/statistics/index.html")
    assert page.index("365 days") < page.index("214 days") < page.index("152 days") < page.index("731 days")


def test_posts_are_most_quoted_by_the_number_of_posts_that_quote_them(project: Project) -> None:
    quoting = [post(n, f"N{n}", f"2022-07-0{n}", f"> {WORDS}\n\nWell.\n\n> {WORDS}") for n in (3, 4, 5)]
    once = post(6, "Eve", "2022-07-06", f"> {OTHERS}\n\nOh.")
    project.write("content/a.md", thread(post(1, "Ada", ""), post(2, "Ben", "", OTHERS), *quoting, once))
    project.build()
    (found,) = figures(project).most_quoted
    assert [(quoted.quotes, quoted.url, quoted.author) for quoted in found.figures.quoted] == [(3, "/a/#p1", "Ada")]
    assert "quoted by 3 posts" in project.read("site/statistics/index.html")


def test_an_edit_changes_the_statistics_where_it_changes_a_figure(project: Project) -> None:
    first, second = post(1, "Ada", "2022-07-01"), post(2, "Ben", "2022-07-02", "No.")
    project.write("content/a.md", thread(first, second))
    project.build()
    project.write("content/a.md", thread(first, second.replace("No.", OTHERS)))
    written = {path for path in project.build().written if path.endswith(".html")}
    assert written == {"a/index.html", "authors/ben/index.html", "statistics/index.html"}
    project.write("content/a.md", thread(first, second.replace("No.", OTHERS.replace("winter", "summer"))))
    written = {path for path in project.build().written if path.endswith(".html")}
    assert written == {"a/index.html", "authors/ben/index.html"}


def test_drafts_that_are_left_out_and_threads_that_are_gone_do_not_count(project: Project) -> None:
    text = thread(post(1, "Ada", "2022-07-01"))
    project.write("content/a.md", text)
    project.write("content/b.md", text)
    project.build()
    project.write("content/a.md", f"---\ndraft: true\n---\n{text}")
    project.build()
    assert by_date({**figures(project).days}) == {"2022-07-01": 1}
    (project.root / "content/b.md").unlink()
    project.build()
    found = figures(project)
    assert not any(
        (found.days, found.hours, found.lengths, found.quotes, found.active, found.new, found.active_in_year)
    )


def test_a_thread_that_cannot_be_read_any_more_keeps_its_figures(project: Project) -> None:
    project.write("content/a.md", thread(post(1, "Ada", "2022-07-01")))
    project.build()
    before = figures(project)
    project.write("content/a.md", "---\ntags: [a\n---\n# T\n")
    assert project.build().errors
    assert figures(project) == before


def test_sums_are_those_of_the_threads_after_any_changes(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    threads: dict[str, ThreadFigures] = {}
    with open_manifest(tmp_path, UTC, tmp_path.parent) as manifest:
        for step in range(300):
            source = f"{chance.randrange(20)}.md"
            if chance.random() < 0.3:
                manifest.figures.delete(source)
                threads.pop(source, None)
            else:
                threads[source] = any_figures(chance)
                manifest.figures.write(source, threads[source])
            if step % 7 == 0:
                manifest.figures.renew()
        manifest.figures.renew()
        found = manifest.figures.read()
    for name in ("days", "hours", "lengths", "quotes"):
        numbers: Counter[int] = Counter()
        for one in threads.values():
            numbers.update(dict(getattr(one, name)))
        assert getattr(found, name) == numbers
    written = {(person, month) for one in threads.values() for person, month, _ in one.people}
    first = {person: min(month for who, month in written if who == person) for person, _ in written}
    assert found.active == Counter(month for _, month in written)
    assert found.active_in_year == Counter(year for _, year in {(who, month // 12) for who, month in written})
    assert found.new == Counter(first.values())


def any_figures(chance: random.Random) -> ThreadFigures:
    def histogram() -> tuple[tuple[int, int], ...]:
        return tuple(sorted(Counter(chance.choices(range(9), k=chance.randrange(6))).items()))

    people = {(chance.choice("abcdef"), chance.randrange(24_000, 24_040)): chance.randint(1, 3) for _ in range(4)}
    quoted = QuotedPost(quotes=2, url=Url("/a/#p1"), number=1, author=None, excerpt="")
    return ThreadFigures(
        days=histogram(),
        hours=histogram(),
        lengths=histogram(),
        quotes=histogram(),
        people=tuple((*key, posts) for key, posts in sorted(people.items())),
        sleep=Sleep(days=2, last=1, woken=3, url=Url("/a/#p2")) if chance.random() < 0.5 else None,
        quoted=(quoted,) if chance.random() < 0.5 else (),
    )


def test_many_people_are_counted_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.manifest.figures._MOST_PENDING", 2)
    with open_manifest(tmp_path, UTC, tmp_path.parent) as manifest:
        for number in range(9):
            manifest.figures.write(f"{number}.md", ThreadFigures(people=((f"p{number}", 24_000, 1),)))
        manifest.figures.renew()
        assert manifest.figures.read().active == {24_000: 9}


def test_years_take_the_place_of_months_in_a_long_archive(project: Project) -> None:
    project.write("content/a.md", thread(post(1, "Ada", "2001-05-01"), post(2, "Ben", "2022-01-01")))
    project.build()
    page = project.read("site/statistics/index.html")
    assert page.count("<title>2001: 1</title>") == 2
    assert page.count("<title>2013: 0</title>") == 2
    assert '<a href="../dates/2001/" dir="auto">2001</a>' in page


def test_a_site_without_posts_has_no_plots(project: Project) -> None:
    project.build()
    page = project.read("site/statistics/index.html")
    assert "0 posts" in page
    assert "<svg" not in page


def test_no_thread_or_board_is_at_the_address_of_the_statistics(project: Project) -> None:
    assert is_reserved(Slug("statistics"))
    project.write("content/statistics.md", thread(post(1, "Ada", "2022-07-01")))
    project.build()
    assert "Posts over time" in project.read("site/statistics/index.html")


@pytest.mark.usefixtures("measured")
def test_the_command_prints_the_numbers_of_the_last_build(project: Project) -> None:
    unbuilt = project.run("stats")
    assert (unbuilt.returncode, "run archiver build" in unbuilt.stderr) == (2, True)
    project.write("content/space/a.md", thread(post(1, "Ada", "2020-01-01"), post(2, "Ben", "2022-01-01")))
    project.write("content/b.md", thread(post(1, "Ada", "")))
    project.build()
    text = project.run("stats").stdout
    assert text.startswith("3 posts, 1 without a date\n")
    assert "January 2020    1  ██" in text
    assert "January 2021    0\n" in text
    assert "In no board  1" in text
    assert "   731 days  2020-01-01 – 2022-01-01  T" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.usefixtures("measured")
def test_the_command_prints_json(project: Project) -> None:
    project.write("content/space/a.md", thread(post(1, "Ada", "2020-01-01"), post(2, "Ben", "2022-01-01")))
    project.build()
    fields = json.loads(project.run("stats", "--json").stdout)
    assert fields["posts"] == 2
    assert fields["posts_by_month"] == {"2020-01": 1, "2022-01": 1}
    assert fields["people_by_year"] == {"2020": 1, "2022": 1}
    assert fields["posts_by_board"] == {"space": 2}
    assert fields["silences"] == [{"days": 731, "last": "2020-01-01", "woken": "2022-01-01"}]
    assert fields["sleepers"][0]["url"] == "/space/a/#p2"


def test_bars_are_plain_signs_where_blocks_cannot_be_written(project: Project) -> None:
    project.write("content/a.md", thread(post(1, "Ada", "2020-01-01")))
    project.build()
    text = project.run("stats", env={**os.environ, "PYTHONIOENCODING": "ascii:replace"}).stdout
    assert "January 2020  1  ##" in text
    assert "█" not in text
