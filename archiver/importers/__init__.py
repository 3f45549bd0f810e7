"""Imports what other systems have exported: in comes a file, folder or archive; out come sources below `content/`.

How a format is added: a module `importers/<format>.py` (or a package) with a class that has the attributes and methods
of `importer.Importer`, a row in `formats.OWN_FORMATS` and the same row in `pyproject.toml` under
`[project.entry-points."archiver.importers"]`. Its `read(source, context)`

- reads the members of the source (`containers.Source`): `member.lines()`, `member.read()`, `json_records` for JSON;
- yields an `ImportedThread` for each thread, with texts as they are: the writer escapes and cleans them, the store
  names the files, addresses are masked afterwards;
- reports to the context what it cannot read (`context.problem`), leaves out (`context.skip`) and guesses
  (`context.note`), counts what it reads (`context.read`), and tells how far it is (`context.advance`).

Some modules and packages serve several formats: `json_records` and `json_documents` (files of JSON), `json_fields`
(fields of any type), `record_groups` (records that come in any order, grouped on the disk), `markdown` (texts and
dialects as our Markdown), `emoji` (their characters, by their names), `chat` (conversations) and `settings` (`--set`).

Ids are those of the system, so that a later import finds its threads and posts again. `tests/test_import.py` has the
shortest importer. `run.import_source` does the whole. Nothing here is imported by a build.
"""
