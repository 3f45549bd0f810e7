"""The pages that a site has besides threads and lists: of files in `content/_pages/`, and of templates of the theme."""

from dataclasses import dataclass

from archiver.config import Config
from archiver.errors import Problem
from archiver.model import PagePlan
from archiver.source import SourceScan
from archiver.theme import PAGE_TEMPLATES, Theme, template_names


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPages:
    """The pages that are no threads and no lists, and what is wrong with their files."""

    plans: tuple[PagePlan, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_own_pages(scan: SourceScan, theme: Theme, config: Config) -> OwnPages:
    """Plan the pages that are no threads and no lists; what parses is imported only if there may be any.

    Args:
        scan: has their files, and the threads.
        theme: has their templates.
        config: the project.
    """
    if not scan.own_pages and not any(name.startswith(PAGE_TEMPLATES) for name in template_names(theme)):
        return OwnPages()
    from archiver.build.own_page_files import plan_own_pages

    plans, problems = plan_own_pages(scan, theme, config)
    return OwnPages(plans=tuple(plans), problems=tuple(problems))
