"""The names of months in the languages of forums, and their abbreviations. Pure data, and a look-up."""

import unicodedata
from functools import cache

_NAMES = """
january february march april may june july august september october november december
januar februar marz april mai juni juli august september oktober november dezember
janner feber maerz april mai juni juli august september oktober november dezember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
"""
_SHORTEST = 3  # letters of an abbreviation


@cache
def _months() -> dict[str, int]:
    """The months by their names and all beginnings of these; of two meanings the one of the earlier language."""
    months: dict[str, int] = {}
    for line in _NAMES.split("\n"):
        for month, name in enumerate(line.split(), 1):
            for length in range(_SHORTEST, len(name) + 1):
                months.setdefault(plain_letters(name[:length]), month)
    return months


def plain_letters(text: str) -> str:
    """The text in small letters without accents.

    >>> plain_letters("Février"), plain_letters("MÄRZ")
    ('fevrier', 'marz')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def find_month(word: str) -> int | None:
    """The number of the month that a word names; None if it names none.

    >>> find_month("Sept"), find_month("märz"), find_month("мая"), find_month("today")
    (9, 3, 5, None)
    """
    return _months().get(plain_letters(word))
