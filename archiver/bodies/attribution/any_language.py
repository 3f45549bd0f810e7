"""Attributions in any language: a name next to a date in brackets, or next to an address. Pure data."""

from archiver.bodies.attribution.phrasing import Phrasing

BRACKETED_DATE = Phrasing(
    keywords=("[", "=="),
    fixed_start=(r'>{3,6} ?"[^"]{1,40}" == {name} (?:writes|wrote|said)',),
    name_start=(r"{name} \[[^\[\]]*\d[^\[\]]*\d:\d\d[^\[\]]*\]",),
)
"""Templates for `Mira Lund [2021-03-03 10:00]`, and for the first line of a Supercite citation:
`>>>>> "ML" == Mira Lund writes`."""

NAME_AND_ADDRESS = Phrasing(
    keywords=("@", " at "),
    fixed_start=(r"\* {name} \[[^\]]*\d[^\]]*\]", "{date},? (?:(?:от|від|von|from) )?{name_and_address}"),
)
"""Templates for a date, a name and its mail address without a verb. They also match lines for which a language has a
more exact template, so they are tried after all languages."""
