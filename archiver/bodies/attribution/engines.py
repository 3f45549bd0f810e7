"""Attributions as forum software writes them, for quotes whose own markup is lost: pure data.

The placeholders in the templates are explained in `phrasing`.
"""

from archiver.bodies.attribution.phrasing import Phrasing

_POSTED_BY = (
    *("originally posted by", "original posted by", "zitat von", "envoyé par", "posté par", "iniciado por"),
    *("originalmente publicado por", "originalmente postado por", "originalmente enviado por"),
    *("escrito originalmente por", "postado originalmente por", "originariamente scritto da"),
    *("originariamente inviato da", "oorspronkelijk geplaatst door", "geplaatst door", "ursprungligen postat av"),
    *("ursprungligen inlagt av", "ursprungligen skrivet av", "oprindeligt skrevet af", "oprindeligt postet af"),
    *("oprindeligt indsendt af", "opprinnelig postet av", "opprinnelig skrevet av", "opprinnelig lagt inn av"),
    *("alkuperäinen kirjoittaja", "alunperin kirjoittanut", "сообщение от", "повідомлення від", "zamieszczone przez"),
    *("původně odesláno od", "původně odeslal", "původně napsal", "nguyên văn bởi", "αρχική δημοσίευση από"),
    *("αρχικό μήνυμα από", "נכתב במקור על ידי", "הודעה נכתבה במקור על ידי", "المشاركة الأصلية كتبت بواسطة"),
    *("المشاركة الأصلية بواسطة",),
)
_VIEW_POST = (  # text of the link to the quoted post
    "view post|beitrag anzeigen|voir le message|ver mensaje|visualizza messaggio|bekijk bericht|visa inlägg|vis post"
    "|vis innlegg|посмотреть сообщение|переглянути повідомлення|zobacz posta|xem bài viết"
)
_QUOTE_FROM = (
    *("quote from", "zitat von", "citation de", "cita de", "citação de", "citazione di", "citazione da"),
    *("citaat van", "citat från", "citat fra", "sitat fra", "lainaus käyttäjältä", "lainaus", "cytat", "цитата от"),
    *("цитата", "citace", "citácia", "idézet", "alıntı yapılan", "alıntı", "trích dẫn từ", "ציטוט של", "اقتباس من"),
)
_ON_DATE = "on|am|le|en|em|il|op|den|skrivet|skrevet|w|в|від|от|dne|dňa|-|–|klo|vào"
_ZH_POSTED = "发表|發表|发布|發佈|發布"
_ZH_QUOTED_FLOOR = "(?:以下是)?引用 ?(?:第? ?\\d{1,7} ?[楼樓#] ?|[楼樓]主 ?)?"
_ZH_POST = "发言|發言|帖子|回复|回覆|话|話|留言|内容|內容"

ENGINES = {
    "vBulletin, IPB": Phrasing(
        keywords=(*_POSTED_BY, "nickli üyeden"),
        without_colon=(
            f"(?:citation )?(?:{'|'.join(_POSTED_BY)}):? {{name}}(?: (?:{_VIEW_POST}))?(?: (?:at|on) {{when}})?",
            "{name} nickli üyeden alıntı(?: mesajı göster)?",
        ),
    ),
    "SMF": Phrasing(
        keywords=_QUOTE_FROM, without_colon=(f"(?:{'|'.join(_QUOTE_FROM)}) ?: {{name}}(?: (?:{_ON_DATE}) {{when}})?",)
    ),
    "Discuz, phpwind, Dvbbs": Phrasing(
        keywords=(
            *(f"{posted}{at}" for posted in _ZH_POSTED.split("|") for at in "于於"),
            "原帖由",
            "原文由",
            "引用",
            "最初由",
        ),
        without_colon=(
            f"{{name}} ?(?:{_ZH_POSTED})[于於] ?{{numeric_date}}",
            f"(?:原帖|原文)由 ?{{name}} ?(?:[于於在] ?{{numeric_date}} ?)?(?:{_ZH_POSTED})",
            f"最初由 ?{{name}} ?(?:{_ZH_POSTED})",
            f"{_ZH_QUOTED_FLOOR}{{name}} ?[于於在] ?{{numeric_date}} ?(?:{_ZH_POSTED})?的(?:{_ZH_POST})?.{{0,60}}",
            f"{_ZH_QUOTED_FLOOR}{{name}} ?的(?:{_ZH_POST})?",
        ),
    ),
    "Invision 1": Phrasing(
        keywords=("quote(", "quote ("),
        without_colon=(r"quote ?\({name} @ [^()@]{0,30}\d[^()@]{0,30}\)(?: ?\*)?",),
    ),
    "NodeBB": Phrasing(
        keywords=(" said in ", " sagte in ", " a dit dans ", " dijo en ", " disse em ", " ha detto in ", " в ", " 在 "),
        fixed_start=(
            "@{name} (?:said in|sagte in|a dit dans|dijo en|disse em|ha detto in) .{1,120}",
            r"@{name} (?:написал|сказал)(?:а|\(а\))? в .{1,120}",
            r"@{name} 在 .{1,120} ?中?(?:说|說|写道|寫道)",
        ),
    ),
    "Google Groups, without a verb": Phrasing(
        keywords=("utc+", "utc-"),
        fixed_start=("{date},? {name}", r"{cjk_date} UTC[+-]\d{1,2} {name}"),
    ),
    "any, with a date in digits": Phrasing(
        verbs="wrote|schrieb|writes|said",
        without_colon=("{numeric_date},? {name} {verb}", "{name} {verb} (?:on |am |at )?{numeric_date}"),
    ),
}
"""Phrasings by the forum software that writes them."""
