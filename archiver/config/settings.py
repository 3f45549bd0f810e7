"""The settings of a project. The metadata of a field of `Config` has its key in `archiver.toml`, and its check."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archiver import urls, values
from archiver.config.checks import check_avatars, check_math, check_pseudonyms, check_volumes
from archiver.config.editors import check_editor
from archiver.config.project_tables import ProjectTables
from archiver.config.search_server import SearchServer, check_search_server
from archiver.config.setting_keys import SettingKey
from archiver.config.setting_keys import key_metadata as _key
from archiver.mail_addresses import Addresses

UNTRACKED = frozenset(
    {"root", "content_place", "output_place", "state", "editor", "search_server", "takedowns", "volumes"}
)
"""The fields of `Config` that no page depends on: folders, what only the preview needs, where the index is, what is
taken down, which changes sources, and in which parts sources are built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(ProjectTables):
    """A project: its folders and buckets, and the settings of its site."""

    title: str = field(
        default="Archive",
        metadata=_key("title", values.check_text, "the title of the site (Archive)", in_templates=True),
    )
    description: str = field(
        default="",
        metadata=_key("description", values.check_text, "a sentence about the site", in_templates=True),
    )
    base_url: str | None = field(
        default=None,
        metadata=_key(
            "base_url",
            values.check_site_address,
            "the address of the site, for feeds and the sitemap",
            in_templates=True,
        ),
    )
    """Has a slash at its end. None if it is not configured: then the site has no sitemap, and feeds relative URLs."""
    lang: str = field(
        default="en",
        metadata=_key("lang", values.check_language, "the language of interface and threads (en)", in_templates=True),
    )
    """A BCP 47 tag. The front matter of a thread can declare another language."""
    timezone: str = field(
        default="UTC",
        metadata=_key("timezone", values.check_time_zone, "of dates without a zone, and of all dates shown (UTC)"),
    )
    date_format: str = field(
        default="",
        metadata=_key(
            "date_format", values.check_date_format, 'of dates that are shown, as "%Y-%m-%d" (as lang has it)'
        ),
    )
    """In `values.DATE_DIRECTIVES`; "": as the language of the site writes dates."""
    theme: str = field(
        default="default",
        metadata=_key("theme", values.check_theme_name, "the theme: default, mail, plain, or your own (default)"),
    )
    exclude: tuple[str, ...] = field(
        default=(),
        metadata=_key("exclude", values.check_texts, 'globs of files not to read, as ["*README.md"]'),
    )
    """Globs for the paths of files relative to the content folder."""
    volumes: tuple[str, ...] = field(
        default=(),
        metadata=_key("volumes", check_volumes, 'folders built one after the other, as ["*"] (none)'),
    )
    """Globs for paths of folders relative to the content folder (see `source.volume`)."""
    theme_options: Mapping[str, object] = field(
        default_factory=dict,
        hash=False,
        metadata=_key("theme_options", values.check_table, "a table of options, which the theme declares"),
    )
    """Options that replace the defaults in the theme's `theme.toml`."""
    posts_per_page: int = field(
        default=100, metadata=_key("pages.posts", values.check_count, "posts on a page of a thread (100)")
    )
    threads_per_page: int = field(
        default=50, metadata=_key("pages.threads", values.check_count, "threads on a page of a list (50)")
    )
    thread_json: bool = field(
        default=False, metadata=_key("pages.json", values.check_flag, "write each thread as JSON, too (false)")
    )
    thread_feeds: bool = field(
        default=False, metadata=_key("pages.feeds", values.check_flag, "write a feed for each thread (false)")
    )
    highlight: bool = field(
        default=True,
        metadata=_key("pages.highlight", values.check_flag, "colour code in languages that are known (true)"),
    )
    math: bool = field(
        default=False, metadata=_key("pages.math", check_math, "typeset formulas, with math-core (false)")
    )
    """Formulas in TeX are MathML on pages; False: they stay as they are written."""
    feed_content: bool = field(
        default=False,
        metadata=_key("pages.feed_content", values.check_flag, "feeds have whole posts, not their beginnings (false)"),
    )
    """Feeds need `base_url` for it. Those of lists have the first posts of threads, those of threads all posts, and
    those of authors and of saved searches only beginnings."""
    markdown_breaks: bool = field(
        default=False,
        metadata=_key("markdown.breaks", values.check_flag, "keep the line breaks of paragraphs (false)"),
    )
    lazy_quotes: bool = field(
        default=False,
        metadata=_key("markdown.lazy_quotes", values.check_flag, "a quote goes on in lines without > (false)"),
    )
    """Lazy continuation lines (CommonMark 5.1) are a part of the quote above."""
    cjk_emphasis: bool = field(
        default=True,
        metadata=_key("markdown.cjk_emphasis", values.check_flag, "emphasis next to CJK needs no spaces (true)"),
    )
    """Marks of emphasis count next to Chinese, Japanese and Korean, where CommonMark wants spaces."""
    across_threads: bool = field(
        default=False,
        metadata=_key(
            "quotes.across_threads",
            values.check_flag,
            "look for quoted posts in all threads (false)",
            in_templates=True,
        ),
    )
    """The origin of a quote that is in no post of its own thread is looked for in the other threads."""
    archived_links: bool = field(
        default=True,
        metadata=_key("links.archived", values.check_flag, "links to kept threads lead to their pages here (true)"),
    )
    """Links to the former addresses of threads, their `source` and `aliases`, lead to their pages in this archive."""
    redirect_pages: bool = field(
        default=True,
        metadata=_key("links.redirect_pages", values.check_flag, "a page at each address of other systems (true)"),
    )
    """False: addresses in `redirects.csv`, and those of `[[former_site]]`, have rules for servers alone."""
    addresses: str = field(
        default="keep",
        metadata=_key(
            "authors.addresses", values.one_of(*Addresses), "mail addresses on pages: keep, mask or drop (keep)"
        ),
    )
    """What is done with mail addresses in texts, on pages, in copies of the sources, feeds and the search."""
    pseudonyms: bool | tuple[str, ...] = field(
        default=False,
        metadata=_key("authors.pseudonyms", check_pseudonyms, 'for all (true), or for some: ["Ada Lovelace"] (false)'),
    )
    """Who is not named; `people` has it, too."""
    avatars: Mapping[str, str] = field(
        default_factory=dict,
        hash=False,
        metadata=_key("authors.avatars", check_avatars, 'pictures of authors, as { Ada = "people/ada.jpg" }'),
    )
    """Content paths by the keys by which authors are grouped."""
    exif: str = field(
        default="strip",
        metadata=_key("media.exif", values.one_of("strip", "keep"), "metadata of pictures: strip, or keep (strip)"),
    )
    """`strip`: pictures are published without the metadata that cameras and programs write, as where they were taken;
    `keep`: with it."""
    offline: bool = field(
        default=False,
        metadata=_key(
            "offline", values.check_flag, "pages work as files too, from a zip or a disk (false)", in_templates=True
        ),
    )
    """Links name files (`index.html`), and the browser index is scripts: browsers let a page that is a file load
    scripts, and fetch nothing."""
    search: bool = field(
        default=True,
        metadata=_key(
            "search.enabled", values.check_flag, "write a search index and a search page (true)", in_templates=True
        ),
    )
    search_server: SearchServer | None = field(
        default=None,
        metadata=_key("search.server", check_search_server, "of PostgreSQL or OpenSearch, with the index (none)"),
    )
    search_address: str | None = field(
        default=None,
        metadata=_key(
            "search.address", values.check_site_address, "of `archiver answer`, which the site asks", in_templates=True
        ),
    )
    """Has a slash at its end. None: the site has an index for browsers."""
    editor: str | None = field(
        default=None,
        metadata=_key("preview.editor", check_editor, 'opens files from the preview, as "vscode" (none)'),
    )
    """The URL that opens a file in the user's editor, with {path}, {line} and {column} to fill in."""
    browser_index: bool = True
    """The build exports the search index for browsers; False where a server answers searches, as in the preview."""
    drafts: bool = False
    """Threads whose front matter declares `draft: true` have pages too; True in a preview of drafts only."""

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def subpath(self) -> str:
        """The path of the site on its host: `/`, or `/sub/`."""
        return urlsplit(self.base_url).path if self.base_url else "/"

    @property
    def relative(self) -> urls.Relative:
        """Makes the links from page to page."""
        return urls.relative_file if self.offline else urls.relative

    def settings(self) -> str:
        """A text of all settings that pages may depend on, equal for equal settings: builds compare its digest."""
        return repr([(f.name, getattr(self, f.name)) for f in fields(self) if f.name not in UNTRACKED])


KEYS: Mapping[str, SettingKey] = {
    f.metadata["key"]: SettingKey(f.name, f.metadata["check"], f.metadata["help_text"])
    for f in fields(Config)
    if "key" in f.metadata
}
"""The keys of the file by their dotted names."""
TEMPLATE_SETTINGS = frozenset({"subpath", *(f.name for f in fields(Config) if f.metadata.get("in_templates"))})
"""The attributes of `Config` that templates can read as attributes of `site`."""
