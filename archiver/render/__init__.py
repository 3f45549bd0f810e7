"""From pages to bytes, through the templates of a theme. The one user of Jinja.

Templates see `page` (one of the contexts of `pages`), `site`, and the filters below. Autoescape and StrictUndefined
are always on. Same page, same bytes: nothing here knows the time or the locale. What a page is really drawn from is
told: each template that was looked for, found or not, and each setting that was read.
"""

import re
import traceback
from datetime import UTC
from pathlib import Path

import jinja2
from jinja2.runtime import Context

from archiver import urls
from archiver.config import Config, Record
from archiver.errors import Problem, TemplateError
from archiver.model import MONTHS, Moment, Output, Page, Url, digest_of
from archiver.render.code import FastEnvironment
from archiver.render.kept import KeptCode
from archiver.render.notes import Here, Notes
from archiver.render.templates import ThemeLoader
from archiver.render.watched import Site
from archiver.theme import Theme

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Renderer:
    """The templates of a theme, compiled as they are needed."""

    def __init__(self, theme: Theme, config: Config) -> None:
        self._root = config.root
        self._notes = Notes()
        self._environment = FastEnvironment(
            self._notes,
            loader=ThemeLoader(theme, self._notes.tell),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=KeptCode(config.state / "templates", _this_room()),
            auto_reload=True,  # the loader hears of each use of a template by it; nothing is read again
        )
        self._site = Site(config, theme.options, self._notes.tell)
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        self._environment.globals.update(site=self._site)
        self._environment.filters.update(
            link=self._link,
            absolute=self._absolute,
            asset=self._asset,
            day=_day,
            moment=_moment,
            iso=_iso,
            rfc3339=_rfc3339,
        )

    def render(self, page: Page, note: Record) -> Output:
        """Draw a page. Raises TemplateError with the template and line that could not be followed."""
        try:
            with self._notes.of(Here(url=page.url, absolute_links=page.absolute_links, note=note)):
                template = self._environment.get_template(page.template)
                text = template.render(page=page.context, page_url=page.url)
        except Exception as error:  # a template is the user's code and may raise anything
            raise TemplateError(self._problem(error, page)) from error
        if page.path.endswith(".xml"):
            text = _NOT_XML.sub("\ufffd", text)
        return Output(path=page.path, content=text.encode())

    @jinja2.pass_context  # so that it isn't worked out when the template is compiled
    def _link(self, _: Context, url: Url) -> str:
        """A URL of the site as a link from the page that is drawn."""
        here = self._notes.here
        if here.absolute_links:
            return f"{self._site.subpath}{url[1:]}"
        return urls.relative(url, here.url)

    @jinja2.pass_context
    def _absolute(self, _: Context, url: Url) -> str:
        """A URL of the site with its host; relative if the site has no address."""
        base = self._site.base_url
        return f"{base}{url[1:]}" if base else urls.relative(url, self._notes.here.url)

    @jinja2.pass_context
    def _asset(self, context: Context, name: str) -> str:
        """The link to a theme's asset."""
        return self._link(context, urls.asset_url(name))

    def _problem(self, error: Exception, page: Page) -> Problem:
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


def _this_room() -> str:
    """The digest of what decides what code templates become."""
    return digest_of(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))


def _day(moment: Moment) -> str:
    """`5 July 2022`."""
    return f"{moment.at.day} {MONTHS[moment.at.month - 1]} {moment.at.year}"


def _moment(moment: Moment) -> str:
    """`5 July 2022, 14:03`; a day without a time is only a day."""
    return f"{_day(moment)}, {moment.at:%H:%M}" if moment.has_time else _day(moment)


def _iso(moment: Moment) -> str:
    """For `<time datetime>`."""
    return moment.iso


def _rfc3339(moment: Moment) -> str:
    """For feeds and sitemaps, in UTC."""
    return moment.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
