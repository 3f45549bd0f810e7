"""From an address in a source to the URL of its file, and to the host of that."""

from urllib.parse import urlsplit

from archiver.media.address_keys import base62_of_upload


def url_of_address(address: str, discourse: str | None) -> str | None:
    """The URL of an address in a source; None for one of Discourse's uploads (`upload://`) if the forum is unknown.

    `discourse` is the URL of the forum, as `https://forum.example`.
    """
    if base62 := base62_of_upload(address):
        extension = address.partition("?")[0].rpartition("/")[2].partition(".")[2]
        name = f"{base62}.{extension}" if extension else base62
        return f"{discourse.rstrip('/')}/uploads/short-url/{name}" if discourse else None
    return f"https:{address.strip()}" if address.strip().startswith("//") else address.strip()


def host_of(url: str) -> str:
    """The host of a URL in small letters, with the port that it names; "" if it is no URL.

    >>> host_of("https://user@X.example:8080/a.png")
    'x.example:8080'
    """
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower().rstrip(".")
    except ValueError:
        return ""
