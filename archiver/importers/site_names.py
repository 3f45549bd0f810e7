"""Names a site for threads whose export does not tell from where it is. Pure."""

import re
from pathlib import PurePosixPath

_DATES = re.compile(r"[\W\d_]+")


def site_of_name(name: str) -> str:
    """The name of a file or folder without suffixes, digits and signs: next year's export is from the same site.

    >>> site_of_name("Posts-2024-01-02.csv.gz"), site_of_name("7.json")
    ('posts', '')
    """
    stem = PurePosixPath(name).name
    stem = stem[: stem.find(".", 1)] if stem.find(".", 1) > 0 else stem
    return "-".join(filter(None, _DATES.split(stem.casefold())))
