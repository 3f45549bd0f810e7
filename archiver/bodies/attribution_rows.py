r"""What a row of the table of attributions is made of, and the words that no name has.

A pattern is a regular expression for the whole of a line without its last colon, in which stand `{who}` (a name, an
address, or both), `{when}` (a date, a time, or both), `{date}` (the same, at the begin of a line), `{stamp}` (a date in
digits, as engines write it), `{says}` (one of the row's verbs) and `{id}` (a Message-ID). It is tried only if one of
the row's `signs` (or, if there are none, of its verbs) stands in the line, in lower case. The more exact pattern stands
first. Spaces are single.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a language says it. `opened` patterns begin with a word or a date, so one can be told where it was wrapped;
    `named` ones begin with a name, behind which they have a date, or nothing but the name tells that they are one.
    """

    says: str
    """The verbs, parted by `|`; `(a)` is a part that is written or not, or in brackets."""
    opened: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    """Those that are told without a colon behind them, as engines write them."""
    signs: tuple[str, ...] = ()


_WORDS_OF_SENTENCES = (
    "i you he she it we they who that this there these those then thus also as so but if when which what how why one"
    " the a my your his her its our their some someone somebody everyone nobody anybody people is are was were be been"
    " has have had do does did not i've as for from with to into about after before because of ich er sie wir ihr es"
    " man jemand und das dann aber wie wer was mein je il elle on nous vous ils elles quelqu'un et qui él ella ellos"
    " alguien como ele ela eles alguém lui lei loro qualcuno hij zij ze iemand han hun hon någon hän joku ona oni ktoś"
    " někdo ő valaki я ты он она мы вы они кто-то вона вони хтось αυτός αυτή κάποιος biri"
    " ea noi ei cineva saya kamu dia mereka kami tko netko kdosi nekdo keegi kažkas kāds algú tôi"
    " 我 你 您 他 她 它 我们 你们 他们 她们 我們 你們 他們 有人 谁 誰 彼 彼女 私 誰か"
)
NOT_NAMES = frozenset(_WORDS_OF_SENTENCES.split())
"""A sentence may end in a verb and a colon; these tell it from an attribution."""


YOU = frozenset({"you", "du", "sie", "ihr", "tu", "vous", "usted", "você", "lei", "u", "je", "ты", "вы"})
"""Who is written to may be quoted; who that is isn't said."""
