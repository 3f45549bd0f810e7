"""The URLs that are asked for: checked, without credentials and fragment.

In comes a URL, or the target of a redirect; out comes the URL that is sent, or a reason to refuse it.
"""

import string
from urllib.parse import quote, urljoin

from yarl import URL

from archiver.fetch.network import OWN_NETWORK, is_public, is_web_port

_SCHEMES = frozenset({"http", "https"})
_MAX_LENGTH = 8000  # characters; servers refuse longer ones


class RefusedUrlError(Exception):
    """A URL that is not asked for. The message says why, in a few words."""


def make_request_url(url: str, *, allows_private: bool) -> URL:
    """Check a URL, and make the one that is sent. Raises RefusedUrlError.

    With `allows_private`, every port may be asked, and every IP address that is written as one.
    """
    try:
        parsed = _parse(url)
        host, port = parsed.host or "", parsed.port
    except ValueError:
        raise RefusedUrlError("not a URL") from None
    if parsed.scheme not in _SCHEMES or not host or port is None:
        raise RefusedUrlError("not an http or https URL")
    if not allows_private and not is_web_port(port):
        raise RefusedUrlError(f"port {port}")
    if not allows_private and (_is_numeric(host) and not is_public(host)):
        raise RefusedUrlError(OWN_NETWORK)
    return parsed.with_user(None).with_fragment(None)


def join_redirect(url: URL, location: str) -> str:
    """The target of a redirect from `url`.

    `location` is the header of that name, which may be relative. Bytes in it that are not ASCII, which aiohttp gives as
    UTF-8 or as surrogates, are percent-encoded one by one, as browsers do it.
    """
    return urljoin(str(url), quote(location.strip().encode(errors="surrogateescape"), safe=string.punctuation))


def _parse(url: str) -> URL:
    """A URL that is ASCII already is sent as it is, for a signature in it may depend on each character; only `.` and
    `..` in its path are resolved.
    """
    if len(url) > _MAX_LENGTH:
        raise ValueError(url)
    is_encoded = url.isascii() and url.isprintable() and " " not in url and "/." not in url
    return URL(url, encoded=is_encoded)


def _is_numeric(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
