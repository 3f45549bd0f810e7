r"""The ways of saying who wrote what is quoted, a row for each language: pure data, compiled as it is asked for.

A pattern is a regular expression for the whole of a line without its last colon, in which stand `{who}` (a name, an
address, or both), `{when}` (a date, a time, or both), `{date}` (the same, at the begin of a line), `{says}` (one of the
row's verbs) and `{id}` (a Message-ID). It is tried only if one of the row's `signs` (or, if there are none, of its
verbs) stands in the line, in lower case. The more exact pattern stands first. Spaces are single. Dates keep what they
have taken, so all of this is linear.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_WORD = r"\(?[^\W\d][^\s<@]{0,14}"  # of a date: a month, a day of the week, `at`
_NUMBER = r"(?:ב-?|[(\[+\-–]*)\d[^\s<@]*"  # a day, a year, a time, an offset; with what is up against it
_HALF = r"[ap]\.? ?m\.?|uhr|hrs?|h|г\.?|р\.?|π\.? ?μ\.?|μ\.? ?μ\.?|ص|م"
_ZONE = r"(?-i:Z|(?:UTC|GMT)(?:[+\-−]\d{1,2}(?::?\d\d)?)?|[A-Z]{1,4}T)|\([^()]{1,40}\)"
_AFTER = rf"(?:{_HALF}|{_ZONE}),?(?= |$)"  # behind the last number
_GOES_ON = rf"(?: (?:{_WORD} ){{0,3}}{_NUMBER})*(?:,? ?{_AFTER})*"
# A month behind its day ends a date that has no year; what follows tells that it is not yet the name.
_MONTH = r"(?:(?:(?<=\D\d)|(?<=\D\d\d)|(?<=\d\.)) (?:de )?[^\W\d]{3,10}\.?(?=,| schr| skrev))?"
_WHEN = rf"(?>(?:{_WORD} ){{0,4}}{_NUMBER}{_GOES_ON}{_MONTH})"
# The words that a line may begin with, before a day: no preposition, and no end of a sentence.
_DAY = r"(?!(?:on|at|in|am|le|el|em|il|op|den|dne|w) )[^\W\d](?:[^\s<@.]{0,14}|[^\s<@.]{0,4}\.),?"
_DATE = rf"(?>(?:{_DAY} ){{0,2}}{_NUMBER}{_GOES_ON}{_MONTH})"
_CJK_WHEN = r"[\d年月日号號時时分秒周週星期一二三四五六天上下午前后後曜火水木金土() :,./\-]*\d[年月日号號時时分秒() ]*"
_PLACES = {
    "{who}": r"(?P<who>\S.*?)",
    "{addressed}": r"(?P<who>(?:[^<>]{1,80} )?\(?<[^<>]{1,80}(?:@| at )[^<>]{1,80}>\)?)",
    "{when}": _WHEN,
    "{date}": _DATE,
    "{cjk}": _CJK_WHEN,
    "{id}": r"<?[^\s<>,]+[@.][^\s<>,]+>?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a language says it. `opened` patterns begin with a word or a date, so one can be told where it was wrapped;
    `named` ones begin with a name, behind which they have a date, or nothing but the name tells that they are one.
    """

    says: str
    """The verbs, parted by `|`; `(a)` is a part that is written or not, or in brackets."""
    opened: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


LANGUAGES = {
    "any, with a date in brackets": Ways(
        says="",
        signs=("[", "=="),
        opened=(r'>{3,6} ?"[^"]{1,40}" == {who} (?:writes|wrote|said)',),
        named=(r"{who} \[[^\[\]]*\d[^\[\]]*\d:\d\d[^\[\]]*\]",),
    ),
    "en": Ways(
        says="wrote|writes|said|says|write|spake|typed|scribbled|added|mailed",
        opened=(
            "(?:-{2,5} )?(?:on|at) {when},? {who} {says}",
            r"(?:on|at) {when},? {who} {says} (?:in|to|on) \S.*",
            r"In (?:article|message|msg)?\s?{id},? (?:on {when},? )?{who} {says}",
            "In (?:an?|your|his|her) (?:e-?mail|message|article|post) (?:of|dated) {when},? {who} {says}",
            "(?:Also )?(?:Thus )?(?:spake|wrote) {who}",
            "{date},? {who} {says}",
        ),
        named=("{who} {says},? (?:on |at )?{when}", r"{who} {says} in (?:message|article|news) ?\S+", "{who} {says}"),
    ),
    "en, without a verb": Ways(says="", signs=("quoting ", "quoth "), opened=("Quot(?:ing|h) {who}",)),
    "de": Ways(
        says="schrieb|schreibt|sagte|meinte|schrieben",
        opened=(
            "(?:am |on )?{date},? (?:hat )?{says} {who}",
            "(?:am )?{date},? hat {who} geschrieben",
            "In {id},? {says} {who}",
        ),
        named=("{who} {says} (?:am )?{when}", "{who} {says}"),
        signs=("schr", "sagte", "meinte", "geschrieben"),
    ),
    "fr": Ways(
        says="a écrit|écrit|écrivait|a ecrit|a dit|écrivit|disait",
        opened=("(?:le )?{date},? {who} {says}", "Dans (?:le message|l'article) {id},? {who} {says}"),
        named=("{who} {says} le {when}", "{who} {says}"),
    ),
    "es": Ways(
        says="escribió|escribio|escribía|dijo",
        opened=("(?:el (?:día )?)?{date},? {who} {says}", "En {id},? {who} {says}"),
        named=("{who} {says} (?:el )?{when}", "{who} {says}"),
    ),
    "pt": Ways(
        says="escreveu|disse|escrevia",
        opened=("(?:em|no dia|a|às) {when},? {who} {says}", "{date},? {who} {says}"),
        named=("{who} {says} (?:em|no dia) {when}", "{who} {says}"),
    ),
    "it": Ways(
        says="ha scritto|scrive|scrisse|ha detto|scriveva",
        opened=("(?:il (?:giorno )?|in data |alle )?{date},? {who} {says}",),
        named=("{who} {says} (?:il )?{when}", "{who} {says}"),
    ),
    "nl": Ways(
        says="schreef|schrijft|zei",
        opened=(
            "(?:op )?{date},? {says} {who}",
            "(?:op )?{date},? {who} {says}",
            "(?:op )?{date},? heeft {who} geschreven",
        ),
        named=("{who} {says} op {when}", "{who} {says}"),
        signs=("schreef", "schrijft", "zei", "geschreven"),
    ),
    "sv, da, no": Ways(
        says="skrev|skriver|skreiv|sa|sade|sagde",
        opened=(
            "(?:den |på |på |kl\\.? )?{date},? (?:har )?{says} {who}",
            "(?:den )?{date},? {who} {says}",
        ),
        named=("{who} {says} (?:den |följande den )?{when}", "{who} {says}(?: följande| følgende)?"),
    ),
    "fi": Ways(
        says="kirjoitti|kirjoittaa|sanoi",
        opened=("{date},? {who} {says}",),
        named=("{who} {says} {when}", "{who} {says}(?: seuraavasti)?"),
    ),
    "pl": Ways(
        says="napisał(a)|napisała|pisze|pisał(a)|powiedział(a)",
        opened=("(?:w dniu |dnia )?{date},? (?:użytkownik )?{who} {says}",),
        named=("{who} {says} (?:w dniu |dnia ){when}", "{who} {says}"),
        signs=("pisał", "pisze", "powiedział"),
    ),
    "cs, sk": Ways(
        says="napsal(a)|napísal(a)|píše|psal(a)|řekl(a)",
        opened=("(?:dne )?{date},? (?:odesílatel |používateľ )?{who} {says}",),
        named=("{who} {says} (?:dne ){when}", "{who} {says}"),
        signs=("psal", "písal", "píše", "řekl"),
    ),
    "hu": Ways(
        says="írta|ezt írta|írja|mondta",
        opened=("{date},? (?:keltezéssel|időpontban|dátummal),? {who} {says}", "{date},? {who} {says}"),
        named=(r"{who} {says} \((?:időpont: )?{when}\)?", "{who} {says},? {when}", "{who} {says}"),
    ),
    "ru, uk": Ways(
        says="писал(а)|писала|пишет|написал(а)|написала|сказал(а)|пише|писав(ла)|написав(ла)",
        opened=(
            "{date},? (?:пользователь |користувач )?{who} {says}",
            "(?:в|у) (?:сообщении|письме|листі) {id},? {who} {says}",
        ),
        named=("{who} {says} (?:в )?{when}", "{who} {says}(?: следующее)?"),
        signs=("писа", "пише", "сказал"),
    ),
    "el": Ways(
        says="έγραψε|έγραφε|είπε",
        opened=("(?:στις )?{date},? (?:ο χρήστης |ο/η |ο |η )?{who} {says}",),
        named=("(?:ο χρήστης |ο/η |ο |η )?{who} {says} (?:στις )?{when}", "(?:ο χρήστης |ο/η |ο |η )?{who} {says}"),
    ),
    "tr": Ways(
        says="yazdı|şunu yazdı|şunları yazdı|yazmış|dedi",
        opened=("{date},? tarihinde,? {who} {says}", "{date},? {who} {says}"),
        named=("{who}, {when} tarihinde {says}", "{who} {when} tarihinde {says}", "{who} {says}"),
    ),
    "he": Ways(
        says="כתב/ה|כתבה|כתב|כותבת|כותב|אמרה|אמר",
        opened=(
            r"(?:בתאריך |ב-?\s?)?{date},? (?:מאת |על ידי )?{who},? {says}",
            r"(?:בתאריך |ב-?\s?)?{date},? {says} {who}",
            "בתאריך {when},? מאת {who}",
        ),
        named=("{who} {says} (?:בתאריך |ב-?){when}", "{who} {says}"),
        signs=("כתב", "כותב", "אמר", "מאת"),
    ),
    "ar": Ways(
        says="كتبت|كتب|قالت|قال",
        opened=(
            "(?:في|بتاريخ|يوم) {when}،? (?:تمت كتابة ما يلي )?بواسطة {who}",
            "(?:في|بتاريخ|يوم) {when}،? {says} {who}",
            "{says} {who} (?:في|بتاريخ|يوم) {when}",
            "(?:في|بتاريخ|يوم) {when}،? {who} {says}",
            "{says} {who}",
        ),
        named=("{who} {says}",),
        signs=("كتب", "قال", "كتابة"),
    ),
    "zh": Ways(
        says="写道|寫道|写到|寫到|写|寫|说道|說道|说|說",
        opened=(r"(?:在|于|於) ?{cjk}[,，、]? ?{who}\s?{says}", r"{cjk}[,，、]? ?{who}\s?{says}"),
        named=(r"{who}\s?(?:于|於|在) ?{cjk}\s?{says}", r"{who}\s?{says}"),
    ),
    "ja": Ways(
        says="書きました|書いた|書きます|曰く|発言|wrote",
        opened=(r"{cjk}[,、]? ?{who}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{says}",),
        named=(r"{who}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{says}",),
        signs=("書", "曰く", "発言"),
    ),
    "ko": Ways(
        says="작성|썼습니다|쓴 글|쓰셨습니다|적었습니다|님의 말",
        opened=(r"{date}에?,? {who}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{says}",),
        named=(r"{who}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{says}",),
    ),
    "any": Ways(
        says="",
        signs=("@", " at "),
        opened=(r"\* {who} \[[^\]]*\d[^\]]*\]", "{date},? {addressed}"),
    ),
}
"""The rows, by the languages that they are for."""

_WORDS_OF_SENTENCES = (
    "i you he she it we they who that this there these those then thus also as so but if when which what how why one"
    " the a my your his her its our their some someone somebody everyone nobody anybody people is are was were be been"
    " has have had do does did not i've as for from with to into about after before because of ich er sie wir ihr es"
    " man jemand und das dann aber wie wer was mein je il elle on nous vous ils elles quelqu'un et qui él ella ellos"
    " alguien como ele ela eles alguém lui lei loro qualcuno hij zij ze iemand han hun hon någon hän joku ona oni ktoś"
    " někdo ő valaki я ты он она мы вы они кто-то вона вони хтось αυτός αυτή κάποιος biri"
)
NOT_NAMES = frozenset(_WORDS_OF_SENTENCES.split())
"""A sentence may end in a verb and a colon; these tell it from an attribution."""


YOU = frozenset({"you", "du", "sie", "ihr", "tu", "vous", "usted", "você", "lei", "u", "je", "ты", "вы"})
"""Who is written to may be quoted; who that is isn't said."""


class Patterns(NamedTuple):
    """The patterns of a row, ready to be tried."""

    opened: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]


ROWS = tuple(LANGUAGES.values())
SIGNS = tuple(
    (sign, number)
    for number, row in enumerate(ROWS)
    for sign in row.signs or [verb.partition("(")[0] for verb in row.says.split("|")]
)
"""The signs of each row, with its number."""


@cache
def patterns(number: int) -> Patterns:
    """The patterns of a row. Compiling all of them takes longer than reading a thread that needs one or two."""
    row = ROWS[number]
    verbs = row.says.split("|")
    opened, named = ([_pattern(pattern, verbs) for pattern in group] for group in (row.opened, row.named))
    return Patterns(tuple(opened), tuple(named))


def _pattern(pattern: str, verbs: list[str]) -> re.Pattern[str]:
    for place, meaning in _PLACES.items():
        pattern = pattern.replace(place, meaning)
    return re.compile(pattern.replace("{says}", f"(?:{'|'.join(map(_verb, verbs))})"), re.IGNORECASE)


def _verb(verb: str) -> str:
    """`писал(а)` stands for that, for писал, and for писала."""
    stem, bracket, ending = verb.partition("(")
    ending = ending.rstrip(")")
    return rf"{re.escape(stem)}(?:{re.escape(ending)}|\(-?{re.escape(ending)}\))?" if bracket else re.escape(verb)
