"""How the engines of forums say who wrote what is quoted, where their own markup is lost: pure data."""

from archiver.bodies.attribution_rows import Ways

_BY = (
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
_VIEW = (  # the link to the post
    "view post|beitrag anzeigen|voir le message|ver mensaje|visualizza messaggio|bekijk bericht|visa inlägg|vis post"
    "|vis innlegg|посмотреть сообщение|переглянути повідомлення|zobacz posta|xem bài viết"
)
_FROM = (
    *("quote from", "zitat von", "citation de", "cita de", "citação de", "citazione di", "citazione da"),
    *("citaat van", "citat från", "citat fra", "sitat fra", "lainaus käyttäjältä", "lainaus", "cytat", "цитата от"),
    *("цитата", "citace", "citácia", "idézet", "alıntı yapılan", "alıntı", "trích dẫn từ", "ציטוט של", "اقتباس من"),
)
_ON = "on|am|le|en|em|il|op|den|skrivet|skrevet|w|в|від|от|dne|dňa|-|–|klo|vào"
_SAID = "发表|發表|发布|發佈|發布"
_FLOOR = "(?:以下是)?引用 ?(?:第? ?\\d{1,7} ?[楼樓#] ?|[楼樓]主 ?)?"
_WORDS = "发言|發言|帖子|回复|回覆|话|話|留言|内容|內容"

ENGINES = {
    "vBulletin, IPB": Ways(
        says="",
        signs=(*_BY, "nickli üyeden"),
        bare=(
            f"(?:citation )?(?:{'|'.join(_BY)}):? {{who}}(?: (?:{_VIEW}))?(?: (?:at|on) {{when}})?",
            "{who} nickli üyeden alıntı(?: mesajı göster)?",
        ),
    ),
    "SMF": Ways(says="", signs=_FROM, bare=(f"(?:{'|'.join(_FROM)}) ?: {{who}}(?: (?:{_ON}) {{when}})?",)),
    "Discuz, phpwind, Dvbbs": Ways(
        says="",
        signs=(*(f"{said}{at}" for said in _SAID.split("|") for at in "于於"), "原帖由", "原文由", "引用", "最初由"),
        bare=(
            f"{{who}} ?(?:{_SAID})[于於] ?{{stamp}}",
            f"(?:原帖|原文)由 ?{{who}} ?(?:[于於在] ?{{stamp}} ?)?(?:{_SAID})",
            f"最初由 ?{{who}} ?(?:{_SAID})",
            f"{_FLOOR}{{who}} ?[于於在] ?{{stamp}} ?(?:{_SAID})?的(?:{_WORDS})?.{{0,60}}",
            f"{_FLOOR}{{who}} ?的(?:{_WORDS})?",
        ),
    ),
    "those that date in digits": Ways(
        says="wrote|schrieb|writes|said",
        bare=("{stamp},? {who} {says}", "{who} {says} (?:on |am |at )?{stamp}"),
    ),
}
"""The rows, by the engines that they are for."""
