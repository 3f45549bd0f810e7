"""Goes through the files of an export whose names end as wanted, and tells how far that is."""

from collections.abc import Iterator

from archiver.importers.containers import Member, Source
from archiver.importers.importer import ImportContext


def members_with_suffix(source: Source, suffixes: tuple[str, ...]) -> Iterator[Member]:
    """The files whose names end with one of the suffixes, in lower case, and a file that is the whole export."""
    whole = source.name.lower()
    for member in source.members():
        name = member.name.lower()
        if name.endswith(suffixes) or whole.startswith(name):  # the name of an unpacked file lacks a suffix
            yield member


def members_with_progress(
    source: Source, context: ImportContext, suffixes: tuple[str, ...] = ("",)
) -> Iterator[Member]:
    """The files with one of the suffixes. How many there are is known beforehand if they are in a folder.

    Args:
        source: the export.
        context: is told how many files were read.
        suffixes: ends of names, in lower case.
    """
    total = sum(1 for _ in members_with_suffix(source, suffixes)) if source.is_folder and context.progress else 0
    for done, member in enumerate(members_with_suffix(source, suffixes)):
        context.advance("reading files", done, max(total, done + 1))
        yield member
