"""The preview's scripts for browsers, and its page about itself."""

from functools import cache
from importlib.resources import files

from archiver.model import Digest, digest_of


@cache
def scripts() -> dict[str, bytes]:
    """The scripts by their file names."""
    return {path.name: path.read_bytes() for path in files(__name__).iterdir() if path.name.endswith(".js")}


@cache
def program_version() -> Digest:
    """The digest of all scripts: a page that has others has to be loaded again."""
    return digest_of(b"".join(content for _, content in sorted(scripts().items())))


def status_page() -> bytes:
    """The page about the preview."""
    return (files(__name__) / "status.html").read_bytes()
