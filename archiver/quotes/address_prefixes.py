"""Which threads may link to which former addresses, told by their raw texts, so that few threads have to be parsed.

The prefix of an address is what its key (see `urls.address_key`) begins with, up to the first character that ends a
link in some markup. All spellings of an address have one prefix: with entities, escapes, percent-encoding, or a full
stop behind it. A text with a link to a known address has the prefix of that address; a text with such a prefix need not
have a link. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from html import unescape
from urllib.parse import unquote, urljoin

from archiver import urls
from archiver.quotes.archived_links import Wanted, wanted_keys

Prefix = int
"""The first 8 bytes of the BLAKE2b digest of a prefix. If two collide, a thread is parsed in vain."""

_UNSAFE = r"[^\w./?#=&+:@;,$!~%-]"
_RUN = re.compile(rf"(?:https?:)?//(?:(?!https?://|{_UNSAFE}).)+", re.IGNORECASE)
_END = re.compile(rf"(?<!\A)(?=https?://)|{_UNSAFE}", re.IGNORECASE)
_PUNCTUATION = "./?#=&+:@;,$!~%-_"  # at the end of a text it may belong to an address or to the sentence around it
_RELATIVE = re.compile(
    r"(?:(?<!<use )\b(?:href|src)\s*=\s*|\]\s*\(\s*|\]\s*:\s*|\[url\s*[=\]]\s*)[\"'<]?(?!\w+:)([^\"'<>\[\]()\s]+)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[\"'<](?:URL: ?)?(https?://[^\"'<>]{1,4000})[\"'>]", re.IGNORECASE)  # into several lines
_ENTITY = re.compile(r"&#?\w{1,32};")
_WHITE_SPACE = re.compile(r"\s+")


def find_address_prefixes(source: str | None, aliases: Iterable[str], posts: Iterable[str | None]) -> frozenset[Prefix]:
    """The prefixes of the former addresses of a thread.

    Args:
        source: the URL of the original.
        aliases: former addresses, as paths of files relative to the output folder.
        posts: the URLs of the originals of its posts.
    """
    keys = [key for address in (source, *posts) if address and (key := _key_of(_plain(address)))]
    host = urls.host_of_key(keys[0]) if source and keys else ""
    keys += [short for key in keys if (short := urls.without_title(key))]
    paths = [_plain(urls.alias_key(alias)) for alias in aliases]
    return frozenset(map(_prefix, (*keys, *paths, *(f"{host}{path}" for path in paths if host))))


def find_link_prefixes(bodies: Iterable[tuple[str, str | None]], own_host: str) -> frozenset[Prefix]:
    """The prefixes of all addresses that links in posts may lead to.

    Args:
        bodies: the raw texts of posts in any markup, each with the address that relative links start from.
        own_host: the host of the site, as in a key; "" if it is not known.
    """
    addresses = {address for body, base in bodies for address in _addresses(body, base)}
    return frozenset(_prefix(wanted.key) for address in addresses for wanted in _wanted(address, own_host))


def _addresses(body: str, base: str | None) -> Iterator[str]:
    """The addresses that links in a text may lead to. `base` is where relative ones start from."""
    for text in _readings(body):
        if "//" in text:
            yield from (match[0] for match in _RUN.finditer(text))
            yield from (_WHITE_SPACE.sub("", match[1]) for match in _BROKEN.finditer(text) if "\n" in match[1])
        if base:
            yield from (_joined(base, match[1]) for match in _RELATIVE.finditer(text))


def _readings(body: str) -> set[str]:
    """What markups read a text as: a backslash escapes the next character, is a slash, or means itself; an entity is a
    character, or ends a link.
    """
    texts = {body, body.replace("\\", ""), body.replace("\\", "/")} if "\\" in body else {body}
    if "&" in body:
        texts |= {_ENTITY.sub(" ", text) for text in texts}
    return {*map(_plain, texts)}


def _plain(text: str) -> str:
    """The text with its entities and percent-encoding decoded."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return unquote(text) if "%" in text else text


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # the host is not valid
        return ""


def _wanted(address: str, own_host: str) -> Iterator[Wanted]:
    key = _key_of(address)
    return wanted_keys(f"https:{key}", own_host) if key else iter(())


def _key_of(address: str) -> str | None:
    """The key of what remains of an address up to the first character that may end a link."""
    absolute = f"https:{address}" if address.startswith("//") else address
    end = _END.search(absolute)
    return urls.address_key(absolute[: end.start() if end else None].rstrip(_PUNCTUATION))


def _prefix(key: str) -> Prefix:
    text = key.rstrip(_PUNCTUATION).encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)
