"""URLs, slugs, anchors and output paths.

In come names that strangers chose; out go paths that are safe on every file system. A URL depends on the source's
path or on the one name, never on what else is in the archive. Nothing here reads the disk.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from archiver.model import PostId, Slug, Url

RESERVED = frozenset({"assets", "authors", "dates", "search", "tags"})
"""Top-level names that are pages of ours."""

_WINDOWS_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})
_PLAIN_SEGMENT = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_NAMES = 16_384  # of authors and tags, and addresses, that are kept: a page of a list has hundreds of them
_LONGEST_SEGMENT = 200  # bytes; file systems stop at 255, and a page's number may still follow


def slug_segment(name: str) -> str:
    """One path segment for a file or folder name; empty if the name has no letter or digit.

    >>> slug_segment("Lunar Eclipse!")
    'lunar-eclipse'
    >>> slug_segment("Wer zahlt für Öl?")
    'wer-zahlt-für-öl'
    """
    if _PLAIN_SEGMENT.fullmatch(name) and len(name) <= _LONGEST_SEGMENT:
        return f"{name}_" if name in _WINDOWS_DEVICES else name
    folded = unicodedata.normalize("NFKC", name).lower()
    kept = "".join(c if _is_word(c) else "-" for c in folded)
    return _safe_segment(re.sub("-{2,}", "-", kept).strip("-_"))


def slug_of_path(path: str) -> Slug | None:
    """The slug of a source path without its ending; None if a part of it leaves nothing.

    >>> slug_of_path("space/Lunar Eclipse")
    'space/lunar-eclipse'
    """
    folder, _, name = path.rpartition("/")
    segment = slug_segment(name)
    if not folder:
        return Slug(segment) if segment else None
    above = _slug_of_folder(folder)
    return Slug(f"{above}/{segment}") if above and segment else None


@lru_cache(_NAMES)
def _slug_of_folder(path: str) -> Slug | None:
    """The same for a folder: most of a folder's files are asked for one after another."""
    return slug_of_path(path)


def board_of(slug: Slug) -> Slug:
    """The board that a thread or board stands on; the root is the empty slug.

    >>> board_of(Slug("space/moon/lunar"))
    'space/moon'
    """
    return Slug(slug.rpartition("/")[0])


def boards_above(slug: Slug) -> tuple[Slug, ...]:
    """All boards that a thread stands on, outermost first.

    >>> boards_above(Slug("space/moon/lunar"))
    ('space', 'space/moon')
    """
    parts = slug.split("/")[:-1]
    return tuple(Slug("/".join(parts[: i + 1])) for i in range(len(parts)))


@lru_cache(_NAMES)
def identity(name: str) -> str:
    """What makes two spellings of an author or tag the same: compatibility forms, case and white space don't count.

    >>> identity("  Ada   LOVELACE ")
    'ada lovelace'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(_NAMES)
def name_segment(name: str) -> str:
    """A path segment for an author or tag: the same for the same `identity`, and for no other.

    A space is written as a hyphen, a hyphen as two; whatever else is lost is told apart by a digest behind a tilde.

    >>> name_segment("Ada Lovelace"), name_segment("jean-luc"), name_segment("C++")
    ('ada-lovelace', 'jean--luc', 'c~f4dc9948')
    """
    key = identity(name)
    plain = key.replace("-", "--").replace(" ", "-")
    faithful = all(_is_word(c) or c in " -" for c in key) and "- " not in key and " -" not in key
    clear = faithful and not plain.startswith(("-", "_")) and not is_page_of_ours(plain)
    if clear and _safe_segment(plain) == plain:
        return plain
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{slug_segment(name)[:60]}~{digest}"


def is_page_of_ours(segment: str) -> bool:
    """True for the last part of a further page's address: `page-2`."""
    return re.fullmatch(r"page-[0-9]+", segment) is not None


def is_reserved(slug: Slug) -> bool:
    """True for a slug that begins with a page of ours, or has a further page's name in it.

    >>> is_reserved(Slug("tags")), is_reserved(Slug("space/page-2")), is_reserved(Slug("space/pages"))
    (True, True, False)
    """
    return slug.partition("/")[0] in RESERVED or ("page-" in slug and any(map(is_page_of_ours, slug.split("/"))))


def home_url() -> Url:
    """The root of the site."""
    return Url("/")


@lru_cache(_NAMES)
def slug_url(slug: Slug) -> Url:
    """The address of a board or thread.

    >>> slug_url(Slug("space/öl"))
    '/space/%C3%B6l/'
    """
    return Url(quote(f"/{slug}/")) if slug else home_url()


def post_url(page: Url, post: PostId) -> Url:
    """A post's permalink, on the page that shows it."""
    return Url(f"{page}#{post}")


def numbered_url(first: Url, number: int) -> Url:
    """A further page of a list or thread.

    >>> numbered_url(Url("/space/"), 2)
    '/space/page-2/'
    """
    return Url(f"{first}page-{number}/")


@lru_cache(_NAMES)
def author_url(name: str) -> Url:
    """The page of an author."""
    return Url(quote(f"/authors/{name_segment(name)}/"))


@lru_cache(_NAMES)
def tag_url(name: str) -> Url:
    """The page of a tag."""
    return Url(quote(f"/tags/{name_segment(name)}/"))


def period_url(year: int, month: int | None = None) -> Url:
    """The threads of a year or month.

    >>> period_url(2022, 7)
    '/dates/2022/07/'
    """
    return Url(f"/dates/{year:04}/" if month is None else f"/dates/{year:04}/{month:02}/")


def file_url(url: Url, name: str) -> Url:
    """A file beside a page.

    >>> file_url(Url("/space/"), "feed.xml")
    '/space/feed.xml'
    """
    return Url(f"{url}{name}")


def output_path(url: Url) -> str:
    """The file that a URL is served from, relative to the output folder.

    >>> output_path(Url("/space/lunar/#p1")), output_path(Url("/feed.xml"))
    ('space/lunar/index.html', 'feed.xml')
    """
    path = unquote(url.partition("#")[0]).lstrip("/")
    return path if path and not path.endswith("/") else f"{path}index.html"


def alias_path(address: str) -> str | None:
    """The file that answers for an old address of a thread; None if no file can, as for one with a query.

    >>> alias_path("https://forum.example/t/991"), alias_path("/2004/msg00012.html")
    ('t/991/index.html', '2004/msg00012.html')
    >>> alias_path("/showthread.php?t=991"), alias_path("/../up")
    (None, None)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    segments = [unicodedata.normalize("NFC", unquote(part)) for part in parts.path.strip("/").split("/")]
    if parts.query or parts.scheme not in {"", "http", "https"} or not all(map(_is_file_name, segments)):
        return None
    is_file = segments[-1].lower().endswith((".html", ".htm")) and not parts.path.endswith("/")
    return "/".join(segments if is_file else [*segments, "index.html"])


def _is_file_name(segment: str) -> bool:
    """True for what every file system takes as a name, and nothing takes for more than one."""
    visible = segment.isprintable() and not re.search(r'[\\/:*?"<>|\ufffd]', segment)
    stem = segment.partition(".")[0].lower()
    length = len(segment.encode("utf-8", "replace"))
    return visible and 0 < length <= _LONGEST_SEGMENT and segment[0] != "." and stem not in _WINDOWS_DEVICES


def collision_key(path: str) -> str:
    """Equal for output paths that some file system takes for the same (case, Unicode forms)."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFKC", path).casefold()


def relative(target: Url, page: Url) -> str:
    """`target` as a link from `page`, so that the site works under any subpath.

    >>> relative(Url("/space/lunar/#p1"), Url("/authors/ada/")), relative(Url("/"), Url("/space/"))
    ('../../space/lunar/#p1', '../')
    >>> relative(Url("/space/#p1"), Url("/space/")), relative(Url("/space/"), Url("/space/"))
    ('#p1', './')
    """
    for base, up in _bases(page):
        if target.startswith(base):
            return f"{up}{target[len(base) :]}" or "./"
    return target


@lru_cache(16)  # a page asks for its own, hundreds of times
def _bases(page: Url) -> tuple[tuple[str, str], ...]:
    """The folders that a page stands in, innermost first, and the way up to each."""
    ends = [at + 1 for at, char in enumerate(page) if char == "/"]
    return tuple((page[:end], "../" * up) for up, end in enumerate(reversed(ends)))


def _is_word(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LNM"


def _safe_segment(segment: str) -> str:
    cut = segment.encode("utf-8", "replace")[:_LONGEST_SEGMENT].decode("utf-8", "ignore")
    return f"{cut}_" if cut in _WINDOWS_DEVICES else cut
