"""The functions and filters by which templates translate the interface, and write dates and numbers.

Templates use Jinja's i18n extension with newstyle gettext: `{{ _("Replies") }}`, `{{ ngettext("%(num)s post",
"%(num)s posts", n) }}`, `{% trans %}`; variables of a message are keyword arguments. A translation is text, so it is
escaped, and so are its variables.

Compiled templates call these functions and contain no translated text, so they are valid for all languages.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from archiver.model import MONTHS, InterfaceText, Moment
from archiver.render.directions import writing_direction
from archiver.values import date_pattern

DATE_CONTEXT = "date"
"""The context (`msgctxt`) of the names of months in dates: many languages inflect them there."""
NUMBER_CONTEXT = "thousands separator"
"""The context of the sign between groups of three digits."""
DAY, DAY_AND_TIME = "%(day)s %(month)s %(year)s", "%(day)s, %(time)s"

_PLURAL_FORMS = 200  # numbers for which scripts have the plural form; rules depend on the last two digits of others

_DATES = "-u-ca-gregory-nu-latn"
"""The extension of a language tag for dates of our calendar in our digits (RFC 6067): Thai would have others."""


class Translator:
    """Translates to the language of the site. What has no translation stays English.

    Args:
        translations: of the same language, in gettext's binary format, preferred ones first; none for English.
        lang: the language of the site, a BCP 47 tag.
        date_format: how days are written, with the `DATE_DIRECTIVES` of `archiver.values`; "": as the language has it.
    """

    def __init__(self, translations: Sequence[bytes], lang: str, date_format: str = "") -> None:
        self._catalog = _chain(translations)
        self._lang = lang
        self._messages: dict[str, Markup] = {}
        self._plural_forms: dict[str, Markup] = {}
        self._days: dict[int, str] = {}
        self._months = [self._catalog.pgettext(DATE_CONTEXT, month) for month in MONTHS]
        self._date_format = date_format
        self._day = date_pattern(date_format) if date_format else self._catalog.gettext(DAY)
        self._moment = self._catalog.gettext(DAY_AND_TIME)
        self._separator = self._catalog.pgettext(NUMBER_CONTEXT, ",")
        self.is_translated = bool(translations)
        self.has_date_format = bool(date_format)
        self.direction = writing_direction(lang) if self.is_translated else "ltr"
        self.lang = lang if self.is_translated or lang.lower().partition("-")[0] == "en" else "en"
        self.in_english = Markup() if self.lang == lang else Markup(' lang="en"')

    def gettext(self, message: str, /, **variables: object) -> Markup:
        """The translation of a message, escaped, with variables in place of `%(name)s`."""
        text = self._messages.get(message)
        if text is None:
            text = self._messages[message] = escape(self._catalog.gettext(message))
        return _format(text, variables) if variables or "%" in text else text

    def ngettext(self, one: str, many: str, num: int, /, **variables: object) -> Markup:
        """The translated message for a number of things, escaped.

        Args:
            one: the message for one thing.
            many: the message for any other number of things.
            num: the number, which is also the variable `%(num)s`, with thousands separators.
            variables: the message's other variables.
        """
        form = self._catalog.ngettext(one, many, num)
        text = self._plural_forms.get(form)
        if text is None:
            text = self._plural_forms[form] = escape(form)
        variables["num"] = self.number(num) if num > 999 else num
        return _format(text, variables)

    def number(self, number: int) -> str:
        """Filter `number`: a number with thousands separators, in the language of the site."""
        return f"{number:,}".replace(",", self._separator)

    def translated(self, text: str) -> str:
        """The translation of an `InterfaceText`; any other text as it is."""
        if not isinstance(text, InterfaceText):
            return text
        translation = self._catalog.gettext(text.msgid)
        variables = {name: self.translated(value) for name, value in text.variables.items()}
        return translation % variables if variables else translation

    def english_attribute(self, text: str) -> Markup:
        """Filter `in_english`: the attribute `lang="en"` for an `InterfaceText` that stays English on a page of another
        language; nothing for any other text.
        """
        return self.in_english if isinstance(text, InterfaceText) else Markup()

    def day(self, moment: Moment | str) -> str:
        """Filter `day`: a moment, or a day as `2022-07-05`, as `5 July 2022`, in the language of the site, or as
        `date_format` says.
        """
        at = date.fromisoformat(moment) if isinstance(moment, str) else moment.at
        ordinal = at.toordinal()
        if (text := self._days.get(ordinal)) is None:
            text = self._day % {"day": at.day, "month": self._months[at.month - 1], "year": at.year, "number": at.month}
            self._days[ordinal] = text
        return text

    def moment(self, moment: Moment) -> str:
        """Filter `moment`: a moment as `5 July 2022, 14:03`; without a time of day as `5 July 2022`."""
        day = self.day(moment)
        if not moment.has_time:
            return day
        return self._moment % {"day": day, "time": f"{moment.at.hour:02}:{moment.at.minute:02}"}

    def script_translations(self, *messages: str | tuple[str, str]) -> Markup:
        """JSON of the translations that scripts of the page need, for `<script type="application/json">`.

        The value of a message is its translation; that of a pair of messages for one and for many things, joined, is
        the list of its plural forms. The value of the empty message is the language, with the calendar and the digits
        of our dates, and for each number below 200 the digit of its plural form in these lists; where a setting says
        how dates are written, also that format, and the names of months.

        Args:
            messages: English messages, and pairs of them.
        """
        texts = {message: self._catalog.gettext(message) for message in messages if isinstance(message, str)}
        pairs = [pair for pair in messages if not isinstance(pair, str)]
        # Numbers for which all pairs have equal forms share a digit.
        rows = [tuple(self._catalog.ngettext(*pair, n) for pair in pairs) for n in range(_PLURAL_FORMS)]
        forms = [*dict.fromkeys(rows)]
        plurals = {one + many: [form[i] for form in forms] for i, (one, many) in enumerate(pairs)}
        digits = "".join(str(forms.index(row)) for row in rows)
        dates = [self._date_format, self._months] if self._date_format else []
        return htmlsafe_json_dumps(
            {"": [f"{self._lang}{_DATES}", digits, *dates], **texts, **plurals},
            ensure_ascii=False,
            separators=(",", ":"),
        )


def _chain(translations: Sequence[bytes]) -> NullTranslations:
    """One catalog of all translations: a message is from the first that has it."""
    catalogs: list[NullTranslations] = [GNUTranslations(BytesIO(content)) for content in translations]

    def add(last: NullTranslations, catalog: NullTranslations) -> NullTranslations:
        catalog.add_fallback(last)
        return catalog

    return reduce(add, reversed(catalogs), NullTranslations())


def _format(text: Markup, variables: dict[str, object]) -> Markup:
    """Put variables into an escaped message, escaped unless they are HTML. The dict `variables` is changed."""
    for name, value in variables.items():
        if type(value) is not Markup and type(value) is not int:
            variables[name] = escape(value)
    return str.__new__(Markup, str.__mod__(text, variables))  # takes half the time of `Markup(…)`
