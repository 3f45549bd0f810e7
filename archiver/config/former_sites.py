"""Sites that an archive stands in place of: the tables `[[former_site]]`, with the forms that addresses have there."""

import re
from dataclasses import dataclass, field

from archiver import urls
from archiver.values import WrongValueError, check_site_address, check_text, check_texts

_PLACEHOLDER = re.compile(r"\{(slug|id|post)\}")
_FORM = re.compile(r"/(?:[^\s{}\\]|\{(?:slug|id|post)\})*")


def _check_thread_forms(value: object) -> tuple[str, ...]:
    return _check_forms(value, {"id"}, 'addresses of threads, as ["/t/{slug}/{id}"], with {id} and without {post}')


def _check_post_forms(value: object) -> tuple[str, ...]:
    return _check_forms(value, {"post"}, 'addresses of posts, as ["/t/{slug}/{id}/{post}"], with {post}')


def _check_forms(value: object, needed: set[str], what: str) -> tuple[str, ...]:
    """Check that a value is a list of forms of addresses which have the placeholders `needed`."""
    forms = check_texts([value] if isinstance(value, str) else value)
    for form in forms:
        names = _PLACEHOLDER.findall(form)
        is_of_thread_with_post = needed == {"id"} and "post" in names
        if (
            not _FORM.fullmatch(form)
            or not needed.issubset(names)
            or is_of_thread_with_post
            or len(names) > len({*names})
        ):
            raise WrongValueError(what)
    return forms


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSite:
    """A table `[[former_site]]`. Each field is a key of the table; its metadata has the check of the value."""

    address: str = field(metadata={"check": check_site_address})
    """Has a slash at its end. Addresses there that threads and posts say to be from lead on."""
    board: str | None = field(default=None, metadata={"check": check_text})
    """The slug of the board whose threads are from there; None for all."""
    thread: tuple[str, ...] = field(default=(), metadata={"check": _check_thread_forms})
    """The forms of addresses of threads behind the host. The first one that the `source` of a thread has gives the
    values of the others."""
    post: tuple[str, ...] = field(default=(), metadata={"check": _check_post_forms})
    """The forms of addresses of posts. What is `{post}` of a post is in its `url`, or else the number in its id."""

    @property
    def host(self) -> str:
        """As in keys of addresses: `//forum.example`."""
        return urls.host_of_key(urls.address_key(self.address) or "")
