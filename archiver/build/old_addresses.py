"""The stage that finds where addresses of other systems lead, if the project has a `redirects.csv` or says which sites
it stands in place of.

The manifest stores what was found. If nothing has changed since, no row is read; the manifest can still be deleted at
any time.
"""

from pathlib import Path
from typing import NamedTuple

from archiver.build.keys import joined_digest
from archiver.build.old_address_inputs import OldAddressInputs
from archiver.build.openings import digest_of_openings
from archiver.config import REDIRECTS_NAME
from archiver.errors import Problem
from archiver.files import read_chunks
from archiver.manifest import NO_DIGEST, OldAddresses, OldAddressKeys
from archiver.model import Digest, digest_of


class FoundOldAddresses(NamedTuple):
    """What there is to say of addresses of other systems; they themselves are in the manifest."""

    key: Digest = NO_DIGEST
    """The digest of what they are; NO_DIGEST if there are none."""
    problems: tuple[Problem, ...] = ()


def update_old_addresses(inputs: OldAddressInputs) -> FoundOldAddresses:
    """Find where addresses of other systems lead. Raises OSError."""
    config, stored = inputs.config, inputs.manifest.old_addresses
    path, before = config.root / REDIRECTS_NAME, stored.keys()
    if not path.is_file() and not config.former_sites:
        return _without_addresses(stored)
    settings = _settings_key(path, inputs)
    digest = joined_digest(settings, digest_of_openings(inputs.scan, inputs.records, config))
    if before and before.inputs == digest:
        return FoundOldAddresses(before.content)
    from archiver.build.found_old_addresses import OldAddressFinder  # imports the parsers

    finder = OldAddressFinder(inputs)
    keys = OldAddressKeys(digest, joined_digest(settings, *finder.facts()))
    if not before or before.content != keys.content or before.inputs == NO_DIGEST:
        return FoundOldAddresses(keys.content, finder.find(path, keys))
    stored.note_keys(keys)
    return FoundOldAddresses(keys.content)


def _without_addresses(stored: OldAddresses) -> FoundOldAddresses:
    if stored.keys() is not None:
        stored.clear()
    return FoundOldAddresses()


def _settings_key(path: Path, inputs: OldAddressInputs) -> Digest:
    """The digest of all but the sources that decides where addresses lead; `path` is that of `redirects.csv`."""
    config, own_pages = inputs.config, sorted(inputs.own_pages)
    rows = (digest_of(chunk) for chunk in read_chunks(path)) if path.is_file() else ()
    settings = (config.former_sites, config.base_url, config.posts_per_page, config.redirect_pages, own_pages)
    former = (inputs.former_pages, [slug for slug, _ in inputs.scan.removed], inputs.scan.withheld_names)
    return joined_digest(repr(settings), repr(former), *rows)
