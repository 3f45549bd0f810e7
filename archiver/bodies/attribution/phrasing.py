r"""The type of a row in the tables of attribution templates.

A template is a regular expression for a whole line without its final colon, matched without regard to case; runs of
white space in the line are single spaces. It has these placeholders, which `patterns` replaces:

- `{name}`: a person's name, a mail address, or both; `{name_and_address}`: a mail address, and maybe a name before it
- `{verb}`: one of the row's verbs
- `{date}`: a date, a time, or both, at the start of a line; `{when}`: a date, a time, or both, anywhere else
- `{cjk_date}`: a date in Chinese, Japanese or Korean; `{numeric_date}`: a date in digits, as forum software writes it
- `{message_id}`: a Message-ID (RFC 5322, section 3.6.4)
"""

from msgspec import Struct


class Phrasing(Struct, frozen=True, kw_only=True):
    """Templates for the attributions of one language, or of one kind of forum software.

    In each tuple the more exact template comes first, because the first match wins.
    """

    verbs: str = ""
    """Verbs, separated by `|`; `wrote(s)` means `wrote`, `wrotes` and `wrote(s)`."""
    fixed_start: tuple[str, ...] = ()
    """Templates that start with a fixed word or a date, so that the start of an attribution that a mail program has
    wrapped over several lines can be found."""
    name_start: tuple[str, ...] = ()
    """Templates that start with the name, and are tried only on attributions that are not wrapped."""
    without_colon: tuple[str, ...] = ()
    """Templates that are also tried on lines without a final colon."""
    keywords: tuple[str, ...] = ()
    """Substrings in lower case: the row is tried only on lines that contain one of them. If empty, the verbs are the
    keywords."""
