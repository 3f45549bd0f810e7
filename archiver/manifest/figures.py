"""The figures of threads, and their sums over the archive, in tables of the manifest.

The sums are kept from build to build: what a thread had is subtracted, what it has now is added. So one changed thread
costs the same in an archive of any size, and sums are exact, since they are whole numbers.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, tzinfo

from archiver.manifest.json_codec import JsonCodec
from archiver.manifest.records import summary_from_json
from archiver.model import LONGEST_LIST, ArchiveFigures, ThreadFigures, TitledFigures

TABLES = """
    CREATE TABLE figures (source TEXT PRIMARY KEY, figures TEXT, slept INT, quoted INT) WITHOUT ROWID;
    CREATE INDEX figures_by_sleep ON figures (slept DESC, source) WHERE slept > 0;
    CREATE INDEX figures_by_quotes ON figures (quoted DESC, source) WHERE quoted > 0;
    CREATE TABLE sums (figure TEXT, key INT, number INT, PRIMARY KEY (figure, key)) WITHOUT ROWID;
    CREATE TABLE people (person TEXT PRIMARY KEY, months TEXT) WITHOUT ROWID;
"""
_HISTOGRAMS = ("days", "hours", "lengths", "quotes")
_OF_PEOPLE = ("active", "active_in_year", "new")
_MOST_PENDING = 50_000  # people whose changes wait in memory: some 20 MB
_ADD = (
    "INSERT INTO sums VALUES (?, ?, ?) ON CONFLICT (figure, key) DO UPDATE SET number = sums.number + excluded.number"
)

_CODEC = JsonCodec(ThreadFigures)


class Figures:
    """The figures of all threads, with the changes of this build.

    A thread that has changed is written (`write`) or deleted, and when all threads have been, the sums are updated
    (`renew`).
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone
        self._sums: Counter[tuple[str, int]] = Counter()
        self._people: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.have_changed = False
        """True if this build has changed the figures of a thread."""

    def write(self, source: str, figures: ThreadFigures) -> None:
        """Write the figures of the thread with this source, in place of its previous ones."""
        text = _CODEC.to_json(figures)
        before = self._text(source)
        if text == before:
            return
        self._subtract(before)
        self._add(figures, 1)
        slept = figures.sleep.days if figures.sleep else 0
        quoted = figures.quoted[0].quotes if figures.quoted else 0
        self._connection.execute("INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?)", (source, text, slept, quoted))
        if len(self._people) > _MOST_PENDING:
            self.renew()

    def delete(self, source: str) -> None:
        """Delete the figures of a thread, if it has some."""
        if before := self._text(source):
            self._subtract(before)
            self._connection.execute("DELETE FROM figures WHERE source = ?", (source,))

    def renew(self) -> None:
        """Update the sums by the changes of threads."""
        for person, changes in self._people.items():
            self._renew_person(person, changes)
        self._people.clear()
        changed = [(*key, number) for key, number in self._sums.items() if number]
        self._sums.clear()
        if changed:
            self._connection.executemany(_ADD, changed)
            self._connection.execute("DELETE FROM sums WHERE number = 0")

    def read(self) -> ArchiveFigures:
        """The figures of the archive."""
        sums: dict[str, dict[int, int]] = {name: {} for name in (*_HISTOGRAMS, *_OF_PEOPLE)}
        for figure, key, number in self._connection.execute("SELECT * FROM sums ORDER BY figure, key"):
            sums[figure][key] = number
        return ArchiveFigures(**sums, sleepers=self._first_by("slept"), most_quoted=self._first_by("quoted"))

    def _first_by(self, column: str) -> tuple[TitledFigures, ...]:
        """The threads with the largest numbers in a column."""
        joined = "SELECT summary, figures FROM figures JOIN summaries USING (source)"
        query = f"{joined} WHERE {column} > 0 ORDER BY {column} DESC, source LIMIT {LONGEST_LIST}"
        return tuple(
            TitledFigures(title=summary_from_json(summary, self._zone).title, figures=_CODEC.from_json(text, UTC))
            for summary, text in self._connection.execute(query)
        )

    def _text(self, source: str) -> str | None:
        row = self._connection.execute("SELECT figures FROM figures WHERE source = ?", (source,)).fetchone()
        return row[0] if row else None

    def _subtract(self, text: str | None) -> None:
        self.have_changed = True
        if text:
            self._add(_CODEC.from_json(text, UTC), -1)

    def _add(self, figures: ThreadFigures, sign: int) -> None:
        for name in _HISTOGRAMS:
            for key, number in getattr(figures, name):
                self._sums[name, key] += sign * number
        for person, month, posts in figures.people:
            self._people[person][month] += sign * posts

    def _renew_person(self, person: str, changes: Counter[int]) -> None:
        row = self._connection.execute("SELECT months FROM people WHERE person = ?", (person,)).fetchone()
        before: dict[int, int] = dict(json.loads(row[0])) if row else {}
        after = {month: before.get(month, 0) + changes[month] for month in sorted({*before, *changes})}
        after = {month: posts for month, posts in after.items() if posts}
        if after == before:
            return
        self._count_person(before, -1)
        self._count_person(after, 1)
        if after:
            values = (person, json.dumps([*after.items()]))
            self._connection.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", values)
        else:
            self._connection.execute("DELETE FROM people WHERE person = ?", (person,))

    def _count_person(self, months: Mapping[int, int], sign: int) -> None:
        for month in months:
            self._sums["active", month] += sign
        for year in {month // 12 for month in months}:
            self._sums["active_in_year", year] += sign
        if months:
            self._sums["new", min(months)] += sign
