"""Attributions: the lines that name the author of a quote, in 60 languages and as forum software writes them.

Tables of templates are in `most_used_languages`, `further_languages`, `any_language` and `engines`; `patterns` compiles
them. `line` parses one attribution, `lines` finds attributions among other lines, `names` distinguishes names of people
from other words.
"""

from archiver.bodies.attribution.line import may_be_attribution, parse_attribution
from archiver.bodies.attribution.lines import find_attribution_at_end, find_caption, find_introduction
from archiver.bodies.attribution.names import parse_name

__all__ = [
    "find_attribution_at_end",
    "find_caption",
    "find_introduction",
    "may_be_attribution",
    "parse_attribution",
    "parse_name",
]
