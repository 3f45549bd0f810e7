"""What hosts of static sites do not take: too many files, too large ones. As their documentation said in November 2026.

- GitHub: docs.github.com/pages/getting-started-with-github-pages/github-pages-limits
- GitLab: docs.gitlab.com/user/gitlab_com, "GitLab Pages"
- Cloudflare, free plan: developers.cloudflare.com/pages/platform/limits
- Netlify: docs.netlify.com/site-deploys/overview, "Files per directory limit"
"""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from msgspec import Struct

_GB = 10**9
_MIB = 2**20

Sizes = Mapping[str, int]
"""The bytes of each file of a site, by its path."""


class SiteHost(StrEnum):
    """A host of static sites."""

    GITHUB_PAGES = "github-pages"
    GITLAB_PAGES = "gitlab-pages"
    CLOUDFLARE_PAGES = "cloudflare-pages"
    NETLIFY = "netlify"


class HostLimits(Struct, frozen=True, kw_only=True):
    """What a host takes at most; None where nothing is said."""

    files: int | None = None
    bytes: int | None = None
    """Of all files together."""
    file_bytes: int | None = None
    """Of each file."""
    folder_files: int | None = None
    """In each folder, without those in folders below it."""


LIMITS: Mapping[SiteHost, HostLimits] = {
    SiteHost.GITHUB_PAGES: HostLimits(bytes=_GB, file_bytes=100 * _MIB),
    SiteHost.GITLAB_PAGES: HostLimits(bytes=_GB, files=200_000),
    SiteHost.CLOUDFLARE_PAGES: HostLimits(files=20_000, file_bytes=25 * _MIB),
    SiteHost.NETLIFY: HostLimits(folder_files=54_000),
}


def find_excesses(sizes: Sizes, host: SiteHost) -> tuple[str, ...]:
    """What of a site is too much for a host: a sentence for each of its limits; none if it takes the site."""
    limits = LIMITS[host]
    checks: tuple[tuple[int | None, Callable[[Sizes, int], str]], ...] = (
        (limits.files, partial(_too_many, host)),
        (limits.bytes, partial(_too_large, host)),
        (limits.file_bytes, partial(_too_large_files, host)),
        (limits.folder_files, partial(_too_full_folders, host)),
    )
    return tuple(filter(None, (check(sizes, limit) for limit, check in checks if limit)))


def _too_many(host: SiteHost, sizes: Sizes, limit: int) -> str:
    return f"{len(sizes):,} files; {host} takes {limit:,}" if len(sizes) > limit else ""


def _too_large(host: SiteHost, sizes: Sizes, limit: int) -> str:
    size = sum(sizes.values())
    return f"{size / 1e6:,.1f} MB; {host} takes {limit / 1e6:,.1f} MB" if size > limit else ""


def _too_large_files(host: SiteHost, sizes: Sizes, limit: int) -> str:
    path = max(sizes, key=sizes.__getitem__, default="")
    count = sum(size > limit for size in sizes.values())
    if not count:
        return ""
    largest = f"{path} with {sizes[path] / 1e6:,.1f} MB"
    return f"{count} over {limit / 1e6:,.1f} MB, which {host} does not take; the largest file is {largest}"


def _too_full_folders(host: SiteHost, sizes: Sizes, limit: int) -> str:
    folders = Counter(path.rpartition("/")[0] for path in sizes)
    full = [(folder, count) for folder, count in folders.most_common(1) if count > limit]
    return "".join(f"{count:,} files in {folder or '.'}/; {host} takes {limit:,} in a folder" for folder, count in full)
