"""Names of people in attributions, as distinct from the beginnings of sentences."""

import re
from typing import NamedTuple

_NOT_NAMES = frozenset(
    str.split(
        "i you he she it we they who that this there these those then thus also as so but if when which what how why"
        " one the a my your his her its our their some someone somebody everyone nobody anybody people is are was were"
        " be been has have had do does did not i've as for from with to into about after before because of ich er sie"
        " wir ihr es man jemand und das dann aber wie wer was mein je il elle on nous vous ils elles quelqu'un et qui"
        " él ella ellos alguien como ele ela eles alguém lui lei loro qualcuno hij zij ze iemand han hun hon någon hän"
        " joku ona oni ktoś někdo ő valaki я ты он она мы вы они кто-то вона вони хтось αυτός αυτή κάποιος biri"
        " ea noi ei cineva saya kamu dia mereka kami tko netko kdosi nekdo keegi kažkas kāds algú tôi"
        " 我 你 您 他 她 它 我们 你们 他们 她们 我們 你們 他們 有人 谁 誰 彼 彼女 私 誰か"
    )
)
"""Words of sentences that are no part of a name: a sentence may end in a verb and a colon, as an attribution does."""
SECOND_PERSON = frozenset({"you", "du", "sie", "ihr", "tu", "vous", "usted", "você", "lei", "u", "je", "ты", "вы"})
"""Pronouns for the reader, as in `On 3 March you wrote:`, which is an attribution without a name."""
_HOST = r"[\w.-]{1,80}"
_ADDRESS = re.compile(
    rf"[<(\[]+(?:mailto:)?[^\s<>()\[\]]+(?:@| ?[(\[]?at[)\]]? )[^<>()\[\]]+[>)\]]+"
    rf"|(?:mailto:)?[^\s<>()\[\]\"']+(?:@| (?:at|\(at\)|\[at\]) (?={_HOST}\.\w)){_HOST}"
)
"""A mail address, plain, in brackets, or with ` at ` for `@` as mailing list archives hide it."""
_LOCAL_PART = re.compile(r"[<(\[]*(?:mailto:)?([^\s@<>()\[\]]+)")
_VIA = re.compile(r" via \S.*\Z", re.IGNORECASE)  # `Mira Lund via Some-List`
_AROUND_NAME = " \t<>\"'“”„«»*_@,،、"
_ENDED_WORD = re.compile(r"(?:\A|\s)[^\s.]{3,}[.!?]\s")  # shorter words, or such with a full stop inside, are initials
_LONGEST = 250  # characters
_FORMAT_CHARACTERS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class NameRule(NamedTuple):
    """Conditions under which a text counts as a name: `most_words` is the largest number of words."""

    most_words: int
    punctuation: frozenset[str]
    """Characters that a name may not have."""
    ignores_case_of_first_word: bool
    """True if `The` at the start counts as a word of a sentence; False if only `the` does."""


STRICT = NameRule(most_words=4, punctuation=frozenset(",:：;!，。"), ignores_case_of_first_word=True)
"""For a text with nothing but a verb after it: any sentence may end like that."""
LENIENT = NameRule(most_words=9, punctuation=frozenset(), ignores_case_of_first_word=False)
"""For a text with a date or a mail address next to it, which sentences seldom have."""


def parse_name(sender: str) -> str | None:
    """Parse the value of a mail's `From:` header to the name, or the local part of the address; None if it has neither.

    >>> parse_name("Mira Lund [mailto:mira@x.example]")
    'Mira Lund'
    """
    sender = without_format_characters(sender[:_LONGEST]).strip()
    return find_name(sender, LENIENT) if sender else None


def without_format_characters(text: str) -> str:
    """Remove zero-width and bidirectional formatting characters from a text: mail programs put them around names."""
    return _FORMAT_CHARACTERS.sub("", text)


def find_name(text: str, rule: NameRule) -> str | None:
    """Find the name in a text, without its mail address; the local part of the address if there is nothing else.

    Args:
        text: the part of an attribution where a name is expected.
        rule: what counts as a name; a text with an address is always judged by `LENIENT`.

    Returns:
        The name; None if the text is more likely the beginning of a sentence.
    """
    address = _ADDRESS.search(text)
    name = _VIA.sub("", _ADDRESS.sub("", text)).strip(_AROUND_NAME)
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1].strip(_AROUND_NAME)
    if address and not any(map(str.isalnum, name)):
        local = _LOCAL_PART.match(address[0])
        return local[1] if local else None
    return name if name and not _is_sentence(name, LENIENT if address else rule) else None


def _is_sentence(text: str, rule: NameRule) -> bool:
    words = text.split()
    if len(words) > rule.most_words or not rule.punctuation.isdisjoint(text):
        return True
    if rule.ignores_case_of_first_word:
        words[:1] = [word.lower() for word in words[:1]]
    return _ENDED_WORD.search(text) is not None or not _NOT_NAMES.isdisjoint(words)
