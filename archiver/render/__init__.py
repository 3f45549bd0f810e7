"""From pages to bytes, through the templates of a theme. The one user of Jinja.

Templates see `page` (one of the contexts of `pages`), `site`, the filters below, and the functions of `translator`.
Autoescape and StrictUndefined are always on. Equal pages give equal bytes: nothing here depends on the time or the
locale of the process. Each template that is looked for, existing or not, each setting and theme option that is read,
and the use of the translations is recorded as a dependency of the page.
"""

import re
import traceback
from datetime import UTC
from pathlib import Path

import jinja2
from jinja2.runtime import Context

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem, TemplateError
from archiver.model import Moment, Output, Page, RecordDependency, Url
from archiver.render.environment import open_environment
from archiver.render.templates import ThemeLoader
from archiver.render.tracked_site import TrackedSite
from archiver.render.tracking import CurrentPage, Tracking
from archiver.render.translator import Translator
from archiver.theme import Theme

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Renderer:
    """Renders pages with the templates of a theme, which are compiled when they are first used."""

    def __init__(self, theme: Theme, config: Config) -> None:
        self._root = config.root
        self._tracking = Tracking()
        loader = ThemeLoader(theme, self._tracking.record)
        self._environment = open_environment(self._tracking, loader, config.state / "templates")
        self._site = TrackedSite(config, theme.options, self._tracking.record)
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        self._environment.globals.update(site=self._site)
        self._environment.filters.update(
            link=self._link, absolute=self._absolute, asset=self._asset, iso=_iso, rfc3339=_rfc3339
        )
        self._install(Translator(theme.translations, config.lang))

    def _install(self, translator: Translator) -> None:
        """Give templates the functions and filters of the translator."""
        self._environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
        self._environment.globals.update(
            _=translator.gettext,
            gettext=translator.gettext,
            ngettext=translator.ngettext,
            script_translations=translator.script_translations,
            is_translated=translator.is_translated,
        )
        self._environment.filters.update(translated=translator.translated, day=translator.day, moment=translator.moment)

    def render(self, page: Page, record: RecordDependency) -> Output:
        """Render a page, and call `record` with each dependency that is read for it.

        Raises TemplateError with the template and the line that cannot be followed.
        """
        try:
            with self._tracking.rendering(CurrentPage(url=page.url, absolute_links=page.absolute_links, record=record)):
                template = self._environment.get_template(page.template)
                text = template.render(page=page.context, page_url=page.url)
        except Exception as error:  # a template is the user's code and may raise anything
            raise TemplateError(self._problem(error, page)) from error
        if page.path.endswith(".xml"):
            text = _NOT_XML.sub("\ufffd", text)
        return Output(path=page.path, content=text.encode())

    @jinja2.pass_context  # so that Jinja does not evaluate it for constants when it compiles a template
    def _link(self, _: Context, url: Url) -> str:
        """A URL of the site as a link from the page that is being rendered."""
        page = self._tracking.page
        if page.absolute_links:
            return f"{self._site.subpath}{url[1:]}"
        return urls.relative(url, page.url)

    @jinja2.pass_context
    def _absolute(self, _: Context, url: Url) -> str:
        """A URL of the site with its host; relative if `base_url` is not configured."""
        base = self._site.base_url
        return f"{base}{url[1:]}" if base else urls.relative(url, self._tracking.page.url)

    @jinja2.pass_context
    def _asset(self, context: Context, name: str) -> str:
        """The link to a theme's asset."""
        return self._link(context, urls.asset_url(name))

    def _problem(self, error: Exception, page: Page) -> Problem:
        """The problem that an exception of a template is to the user, at the template's line."""
        path, line = page.template, 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            path, line = error.filename or error.name or path, error.lineno
        else:
            frames = traceback.extract_tb(error.__traceback__)
            place = next((f for f in reversed(frames) if Path(f.filename).parent.name == "templates"), None)
            path, line = (place.filename, place.lineno or 0) if place else (path, 0)
        what = (
            f"no template {error}" if isinstance(error, jinja2.TemplateNotFound) else str(error) or type(error).__name__
        )
        shown = Path(path).relative_to(self._root).as_posix() if Path(path).is_relative_to(self._root) else path
        return Problem(path=shown, line=line, message=what, example=f"while drawing {page.url}")


def _iso(moment: Moment) -> str:
    """For `<time datetime>`."""
    return moment.iso


def _rfc3339(moment: Moment) -> str:
    """For feeds and sitemaps, in UTC."""
    return moment.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
