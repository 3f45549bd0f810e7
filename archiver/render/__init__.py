"""Renders pages with the templates of a theme. No other package uses Jinja.

In: a `Page`, whose context is one of `pages.contexts`. Out: the bytes of its file, and what they depend on: each
template that is looked for, existing or not, each setting and theme option that is read, and the use of translations.
Templates have the variables `page` and `site`, the filters below, and the functions of `translator`. Autoescape and
StrictUndefined are always on. Equal pages give equal bytes: nothing here depends on the time or the locale of the
process.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from hashlib import sha256

import jinja2
from jinja2.runtime import Context
from msgspec import Struct

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem, TemplateError
from archiver.model import Dependency, DependencyKind, InterfaceText, Moment, Output, Page, RecordDependency, Url
from archiver.render.avatars import avatar
from archiver.render.clock import exact, zone
from archiver.render.directions import writing_direction
from archiver.render.environment import open_environment
from archiver.render.problems import problem_of
from archiver.render.templates import TemplateFiles, ThemeLoader
from archiver.render.tracked_site import TrackedSite
from archiver.render.tracking import CurrentPage, Tracking
from archiver.render.translator import Translator
from archiver.theme import Theme

_OFFLINE = Dependency(DependencyKind.SETTING, "offline")  # which decides how links are written
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Renderer:
    """Renders pages with the templates of a theme. A template is compiled when it is first used."""

    def __init__(self, theme: Theme, config: Config) -> None:
        self._root, self._relative = config.root, config.relative
        self._published_name = theme.published_name
        self._files = TemplateFiles(theme)
        self._tracking = Tracking()
        loader = ThemeLoader(theme, self._tracking.record)
        self._environment = open_environment(self._tracking, loader, config.state / "templates")
        self._site = TrackedSite(config, theme.options, self._tracking.record)
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        self._environment.globals.update(site=self._site)
        self._environment.filters.update(
            link=self._link,
            absolute=self._absolute,
            asset=self._asset,
            avatar=avatar,
            exact=exact,
            iso=_iso,
            rfc3339=_rfc3339,
            writing_direction=writing_direction,
            zone=zone,
            sha256=_sha256,
        )
        self._translator = Translator(theme.translations, config.lang, config.date_format)
        self._install(self._translator)

    def _install(self, translator: Translator) -> None:
        """Make the functions and filters of the translator available to templates."""
        self._environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
        self._environment.gettext = translator.gettext  # type: ignore[attr-defined]  # of the fast environment
        self._environment.globals.update(
            _=translator.gettext,
            gettext=translator.gettext,
            ngettext=translator.ngettext,
            script_translations=translator.script_translations,
            is_translated=translator.is_translated,
            has_date_format=translator.has_date_format,
            interface_dir=translator.direction,
            interface_lang=translator.lang,
            in_english=translator.in_english,
        )
        self._environment.filters.update(
            translated=translator.translated,
            in_english=translator.english_attribute,
            number=translator.number,
            day=translator.day,
            moment=translator.moment,
        )

    def stream(self, page: Page, record: RecordDependency) -> Iterator[bytes]:
        """Render a page piece by piece, for one that is too large for memory; it is UTF-8.

        Args:
            page: the page; collections in its context may be iterators, of which each is read once.
            record: called with each dependency when it is read.

        Raises TemplateError, as `render` does.
        """
        try:
            with self._tracking.rendering(CurrentPage(url=page.url, absolute_links=page.absolute_links, record=record)):
                template = self._environment.get_template(page.template)
                yield from (piece.encode() for piece in template.generate(page=page.context, page_url=page.url))
        except (TemplateError, OSError):
            raise  # of what an iterator in the context has read
        except Exception as error:  # a template is the user's code and may raise anything
            raise TemplateError(problem_of(error, page, self._root, self._files, self._environment)) from error

    def render(self, page: Page, record: RecordDependency) -> Output:
        """Render a page, and call `record` with each dependency when it is read.

        Raises TemplateError, whose problem names the template and the line that raised an exception.
        """
        record(_OFFLINE)
        try:
            with self._tracking.rendering(CurrentPage(url=page.url, absolute_links=page.absolute_links, record=record)):
                template = self._environment.get_template(page.template)
                text = template.render(page=page.context, page_url=page.url)
        except Exception as error:  # a template is the user's code and may raise anything
            raise TemplateError(problem_of(error, page, self._root, self._files, self._environment)) from error
        if page.path.endswith(".xml"):
            text = _NOT_XML.sub("\ufffd", text)
        return Output(path=page.path, content=text.encode())

    def find_syntax_fault(self, name: str) -> Problem | None:
        """What is wrong with the syntax of a template, by its name; None if nothing is."""
        page = Page(path="", url=Url("/"), template=name, context=Struct())
        try:
            with self._tracking.rendering(CurrentPage(url=page.url, absolute_links=False, record=lambda _: None)):
                self._environment.get_template(name)
        except jinja2.TemplateError as error:
            return replace(problem_of(error, page, self._root, self._files, self._environment), example="")
        return None

    def translate(self, text: InterfaceText, record: RecordDependency) -> str:
        """A text of the interface in the language of the site, not escaped, for HTML that is made before a page is
        rendered. `record` is called with the dependency on the translations.
        """
        record(Dependency(DependencyKind.TRANSLATIONS))
        return self._translator.translated(text)

    @jinja2.pass_context  # so that Jinja does not evaluate it for constants when it compiles a template
    def _link(self, _: Context, url: Url) -> str:
        """Filter `link`: a URL of the site as a link on the page that is being rendered."""
        page = self._tracking.page
        if page.absolute_links:
            return f"{self._site.subpath}{url[1:]}"
        return self._relative(url, page.url)

    @jinja2.pass_context
    def _absolute(self, _: Context, url: Url) -> str:
        """Filter `absolute`: a URL of the site with its host; a relative link if `base_url` is not configured."""
        base = self._site.base_url
        return f"{base}{url[1:]}" if base else self._relative(url, self._tracking.page.url)

    @jinja2.pass_context
    def _asset(self, context: Context, name: str) -> str:
        """Filter `asset`: the link to a file of the theme, by its path in the folder `assets`."""
        self._tracking.record(Dependency(DependencyKind.ASSET, name))
        return self._link(context, urls.asset_url(self._published_name(name)))


def _iso(moment: Moment) -> str:
    """Filter `iso`: a moment for the attribute `datetime` of `<time>`: `2022-07-05T14:03:00+02:00`, or `2022-07-05`."""
    return moment.iso


def _rfc3339(moment: Moment) -> str:
    """Filter `rfc3339`: a moment for feeds and sitemaps, in UTC and whole seconds: `2022-07-05T12:03:00Z`."""
    return moment.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _sha256(text: str) -> str:
    """Filter `sha256`: the digest of a style or script, as Content-Security-Policy has it."""
    return b64encode(sha256(text.encode()).digest()).decode()
