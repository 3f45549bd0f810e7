"""Reads and parses single sources, and draws the files of single threads and list pages."""

from collections.abc import Callable
from datetime import tzinfo
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from archiver import pages
from archiver.bodies import FirstHeading, MarkdownOptions, parse_body
from archiver.build.dependencies import DependencyList
from archiver.build.hidden_addresses import hide_in_source, hide_in_thread, hiding_addresses
from archiver.build.media import MediaOfThread
from archiver.build.media_references import AddressLines
from archiver.build.merged_names import merge_names
from archiver.build.tasks import media_options
from archiver.build.tombstones import with_tombstones
from archiver.config import Config, Convention, convention_for, track
from archiver.errors import Problem
from archiver.mail_addresses import Addresses
from archiver.manifest import summary_from_json
from archiver.model import (
    Block,
    Output,
    PagePlan,
    RecordDependency,
    SourceFile,
    Thread,
    ThreadSummary,
)
from archiver.parse import ParseBody, Parsed, parse_thread, to_utf_8
from archiver.quotes import resolve_unmarked
from archiver.render import Renderer
from archiver.source import Source, read_source


class ParsedSource(Struct, frozen=True, kw_only=True):
    """A source, parsed. `config` records into `dependencies` which settings are read."""

    files: tuple[SourceFile, ...]
    convention: Convention | None
    config: Config
    dependencies: DependencyList
    media: MediaOfThread
    parsed: Parsed

    @property
    def is_left_out(self) -> bool:
        """True if the thread is a draft, and builds with these settings leave drafts out."""
        return self.parsed.thread is not None and is_left_out(self.parsed.thread, self.config)

    @property
    def thread(self) -> Thread | None:
        """The thread; None if it is left out, or cannot be parsed."""
        return None if self.is_left_out else self.parsed.thread

    @property
    def text(self) -> bytes:
        """The source in UTF-8: the text of its file, or the texts of several with a blank line between them.

        Mail addresses in it are as pages have them.
        """
        encoding = self.convention.encoding if self.convention else None
        texts = [to_utf_8(file.content, encoding) for file in self.files]
        text = texts[0] if len(texts) == 1 else b"\n\n".join(text.strip(b"\n") for text in texts) + b"\n"
        return hide_in_source(text, Addresses(self.config.addresses))

    @property
    def address_lines(self) -> AddressLines:
        """Finds the lines of addresses in the source."""
        return AddressLines(self.files, self.convention)


def is_left_out(thread: Thread, config: Config) -> bool:
    """True if a thread is a draft, and builds with the settings of `config` leave drafts out."""
    return thread.draft and not config.drafts  # in this order: only drafts depend on the setting


def read_and_parse(settings: Config, source: Source, media: MediaOfThread) -> ParsedSource:
    """Read and parse a source. Raises OSError.

    Args:
        settings: the project.
        source: the file.
        media: records which content files the source names.
    """
    files = read_source(settings, source)
    dependencies = DependencyList()
    config = track(settings, dependencies.record)
    convention = convention_for(source.path, settings.conventions)
    return ParsedSource(
        files=files,
        convention=convention,
        config=config,
        dependencies=dependencies,
        media=media,
        parsed=parse_source(files, source, config, convention, media.lookup.has_file),
    )


def read_media(thread: Thread, source: ParsedSource) -> tuple[Problem, ...]:
    """Read and stage the files that a thread shows, and the pictures of its authors; returns the problems of files that
    are missing.

    Args:
        thread: the thread.
        source: what it was parsed from.
    """
    options, avatars = media_options(source.config), source.config.avatars
    unread = source.media.read_avatars(thread, avatars, options) if avatars else ()
    return (*unread, *source.media.read(thread, source.address_lines, options))


def unread_problem(source: Source, error: OSError) -> Problem:
    """The problem of a source that cannot be read, for what `read_and_parse` has raised."""
    return Problem(path=source.project_path, line=0, message=f"cannot be read: {error.strerror}")


def draw_list_page(plan: PagePlan, settings: Config, renderer: Renderer, record: RecordDependency) -> Output:
    """The file of a list page.

    Args:
        plan: the page.
        settings: the project.
        renderer: renders the page.
        record: called with each dependency when it is read.

    Raises TemplateError.
    """
    config = track(settings, record)
    page = pages.fill_page(plan, partial(_parse_summary, zone=config.zone), config)
    return renderer.render(page, record)


@lru_cache(16_384)  # a thread is in some ten lists, which are drawn kind by kind
def _parse_summary(text: str, zone: tzinfo) -> ThreadSummary:
    return summary_from_json(text, zone)


def parse_source(
    files: tuple[SourceFile, ...],
    source: Source,
    config: Config,
    convention: Convention | None,
    has_file: Callable[[str], bool] = lambda _: False,
    *,
    with_bodies: bool = True,
    first_heading: FirstHeading = FirstHeading.BELOW_POST,
) -> Parsed:
    """Parse a source with the settings of a project.

    Args:
        files: the files of the source.
        source: its slug.
        config: the settings; those that are read are what the result depends on.
        convention: the `[[source]]` table for the source.
        has_file: tells if a relative address names a content file.
        with_bodies: False: the bodies of posts are left empty.
        first_heading: the level of the highest headings in bodies.
    """
    parsed = parse_thread(
        files,
        slug=source.slug,
        zone=config.zone,
        parse_body=body_parser(config, has_file, first_heading) if with_bodies else _skip_body,
        convention=convention,
    )
    return replace(parsed, thread=parsed.thread and _as_known(parsed.thread, source, config))


def _as_known(thread: Thread, source: Source, config: Config) -> Thread:
    """A parsed thread with what is known of its `source`: who people are, and what is withheld."""
    merged = hide_in_thread(merge_names(thread, source.people), Addresses(config.addresses))
    return with_tombstones(resolve_unmarked(merged), source.withheld)


def _skip_body(*_: object, **_options: object) -> tuple[Block, ...]:
    return ()


def body_parser(config: Config, has_file: Callable[[str], bool], first_heading: FirstHeading) -> ParseBody:
    """Parses bodies with the settings of a project. The arguments are those of `parse_source`: `config`, `has_file` and
    `first_heading`.
    """
    options = MarkdownOptions(
        breaks=config.markdown_breaks, lazy_quotes=config.lazy_quotes, cjk_emphasis=config.cjk_emphasis
    )
    parse = partial(parse_body, options=options, has_file=has_file, first_heading=first_heading)
    return hiding_addresses(parse, Addresses(config.addresses))
