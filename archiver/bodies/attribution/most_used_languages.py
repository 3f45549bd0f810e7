"""Attributions in the languages with most discussions on the web, as mail programs and people write them: pure data.

A row is for one language, or for several that phrase an attribution alike; its key has their ISO 639 codes. The
placeholders in the templates are explained in `phrasing`. Rows are tried in the order of the table, before the rows of
`further_languages`, which matters where languages share a verb: `написала` is Russian and Serbian.
"""

from archiver.bodies.attribution.phrasing import Phrasing

MOST_USED_LANGUAGES = {
    "en": Phrasing(
        verbs="wrote|writes|said|says|write|spake|typed|scribbled|added|mailed",
        fixed_start=(
            "(?:-{2,5} )?(?:on|at) {when},? {name} {verb}",
            r"(?:on|at) {when},? {name} {verb} (?:in|to|on) \S.*",
            r"In (?:article|message|msg)?\s?{message_id},? (?:on {when},? )?{name} {verb}",
            "In (?:an?|your|his|her) (?:e-?mail|message|article|post) (?:of|dated) {when},? {name} {verb}",
            "(?:Also )?(?:Thus )?(?:spake|wrote) {name}",
            "{date},? {name} {verb}",
        ),
        name_start=(
            "{name} {verb},? (?:on |at )?{when}",
            "{name}, on {when}(?: - {when})?,? {verb}",
            r"{name} {verb} in (?:message|article|news) ?\S+",
            "{name} {verb}",
        ),
    ),
    "en, without a verb": Phrasing(keywords=("quoting ", "quoth "), fixed_start=("Quot(?:ing|h) {name}",)),
    "de": Phrasing(
        verbs="schrieb|schreibt|sagte|meinte|schrieben",
        fixed_start=(
            "(?:am |on )?{date},? (?:hat )?{verb} {name}",
            "(?:am )?{date},? hat {name} (?:folgendes )?geschrieben",
            "{name} hat (?:am )?{when} geschrieben",
            "In {message_id},? {verb} {name}",
        ),
        name_start=("{name} {verb} (?:am )?{when}", "{name} (?:{verb}|hat geschrieben)"),
        keywords=("schr", "sagte", "meinte", "geschrieben"),
    ),
    "fr": Phrasing(
        verbs="a écrit|écrit|écrivait|a ecrit|a dit|écrivit|disait",
        fixed_start=("(?:le )?{date},? {name} {verb}", "Dans (?:le message|l'article) {message_id},? {name} {verb}"),
        name_start=("{name} {verb} le {when}", "{name} {verb}"),
    ),
    "es": Phrasing(
        verbs="escribió|escribio|escribía|dijo",
        fixed_start=("(?:el (?:día )?)?{date},? {name} {verb}", "En {message_id},? {name} {verb}"),
        name_start=("{name} {verb} (?:el )?{when}", "{name} {verb}"),
    ),
    "pt": Phrasing(
        verbs="escreveu|disse|escrevia",
        fixed_start=("(?:em|no dia|a|às) {when},? {name} {verb}", "{date},? {name} {verb}"),
        name_start=("{name} {verb} (?:em|no dia) {when}", "{name} {verb}"),
    ),
    "it": Phrasing(
        verbs="ha scritto|scrive|scrisse|ha detto|scriveva",
        fixed_start=("(?:il (?:giorno )?|in data |alle )?{date},? {name} {verb}",),
        name_start=("{name} {verb} (?:il )?{when}", "{name} {verb}"),
    ),
    "nl": Phrasing(
        verbs="schreef|schrijft|zei",
        fixed_start=(
            "(?:op )?{date},? {verb} {name}",
            "(?:op )?{date},? {name} {verb}",
            "(?:op )?{date},? heeft {name} geschreven",
        ),
        name_start=("{name} {verb} op {when}", "{name} {verb}"),
        keywords=("schreef", "schrijft", "zei", "geschreven"),
    ),
    "sv, da, no": Phrasing(
        verbs="skrev|skriver|skreiv|sa|sade|sagde",
        fixed_start=(
            "(?:den |på |på |kl\\.? )?{date},? (?:har )?{verb} {name}(?: följande| følgende)?",
            "(?:den )?{date},? {name} {verb}",
        ),
        name_start=("{name} {verb} (?:den |följande den )?{when}", "{name} {verb}(?: följande| følgende)?"),
    ),
    "fi": Phrasing(
        verbs="kirjoitti|kirjoittaa|sanoi",
        fixed_start=("{date},? {name} {verb}",),
        name_start=("{name} {verb} {when}", "{name} {verb}(?: seuraavasti)?"),
    ),
    "pl": Phrasing(
        verbs="napisał(a)|napisała|pisze|pisał(a)|powiedział(a)",
        fixed_start=("(?:w dniu |dnia )?{date},? (?:użytkownik )?{name} {verb}",),
        name_start=("{name} {verb} (?:w dniu |dnia ){when}", "{name} {verb}"),
        keywords=("pisał", "pisze", "powiedział"),
    ),
    "cs, sk": Phrasing(
        verbs="napsal(a)|napísal(a)|píše|psal(a)|řekl(a)",
        fixed_start=("(?:dne )?{date},? (?:odesílatel |používateľ )?{name} {verb}",),
        name_start=("{name} {verb} (?:dne ){when}", "{name} {verb}"),
        keywords=("psal", "písal", "píše", "řekl"),
    ),
    "hu": Phrasing(
        verbs="írta|ezt írta|írja|mondta",
        fixed_start=("{date},? (?:keltezéssel|időpontban|dátummal),? {name} {verb}", "{date},? {name} {verb}"),
        name_start=(r"{name} {verb} \((?:időpont: )?{when}\)?", "{name} {verb},? {when}", "{name} {verb}"),
    ),
    "ru, uk": Phrasing(
        verbs="писал(а)|писала|пишет|написал(а)|написала|сказал(а)|пише|писав(ла)|написав(ла)",
        fixed_start=(
            "{date},? (?:пользователь |користувач )?{name} {verb}",
            "(?:на |від )?{date},? (?:от |від )?{name} {verb}",
            "(?:в|у) (?:сообщении|письме|листі) {message_id},? {name} {verb}",
        ),
        name_start=("{name} {verb} (?:в )?{when}", "{name} {verb}(?: следующее)?"),
        keywords=("писа", "пише", "сказал"),
    ),
    "el": Phrasing(
        verbs="έγραψε|έγραφε|είπε",
        fixed_start=("(?:στις )?{date},? (?:ο χρήστης |ο/η |ο |η )?{name} {verb}",),
        name_start=(
            "(?:ο χρήστης |ο/η |ο |η )?{name} {verb} (?:στις )?{when}",
            "(?:ο χρήστης |ο/η |ο |η )?{name} {verb}",
        ),
    ),
    "tr": Phrasing(
        verbs="yazdı|şunu yazdı|şunları yazdı|yazmış|dedi",
        fixed_start=(r"{date},?(?: [^\W\d]{3,10},?)? tarihinde,? {name} {verb}", "{date},? {name} {verb}"),
        name_start=("{name}, {when} tarihinde {verb}", "{name} {when} tarihinde {verb}", "{name} {verb}"),
    ),
    "he": Phrasing(
        verbs="כתב/ה|כתבה|כתב|כותבת|כותב|אמרה|אמר",
        fixed_start=(
            r"(?:בתאריך |ב-?\s?)?{date},? (?:מאת |על ידי )?{name},? {verb}",
            r"(?:בתאריך |ב-?\s?)?{date},? {verb} {name}",
            "בתאריך {when},? מאת {name}",
        ),
        name_start=("{name} {verb} (?:בתאריך |ב-?){when}", "{name} {verb}"),
        keywords=("כתב", "כותב", "אמר", "מאת"),
    ),
    "ar": Phrasing(
        verbs="كتبت|كتب|قالت|قال",
        fixed_start=(
            "(?:في|بتاريخ|يوم) {when}،? (?:تمت كتابة ما يلي )?بواسطة {name}",
            "(?:في|بتاريخ|يوم) {when}،? {verb} {name}",
            "{verb} {name} (?:في|بتاريخ|يوم) {when}",
            "(?:في|بتاريخ|يوم) {when}،? {name} {verb}",
            "{verb} {name}",
        ),
        name_start=("{name} {verb}",),
        keywords=("كتب", "قال", "كتابة"),
    ),
    "zh": Phrasing(
        verbs="写道|寫道|写到|寫到|写了|寫了|写|寫|说道|說道|说|說",
        fixed_start=(
            r"(?:在|于|於) ?{cjk_date}(?:星期. ?UTC[+-]\d{1,2} {cjk_date})?[,，、]? ?{name}\s?{verb}",
            r"{cjk_date}[,，、]? ?{name}\s?{verb}",
        ),
        name_start=(r"{name}\s?(?:于|於|在) ?{cjk_date}\s?{verb}", r"{name}\s?{verb}"),
    ),
    "ja": Phrasing(
        verbs="書きました|書いた|書きます|曰く|発言|wrote",
        fixed_start=(
            r"{cjk_date}[,、]? ?{name}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{verb}",
            r"{name}\s?(?:さん|氏|様)?\s?(?:が|は)\s?{cjk_date}に?\s?{verb}",
        ),
        name_start=(r"{name}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{verb}",),
        keywords=("書", "曰く", "発言"),
    ),
    "ko": Phrasing(
        verbs="작성|썼습니다|쓴 글|쓰셨습니다|적었습니다|님의 말",
        fixed_start=(r"{date}에?,? {name}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{verb}",),
        name_start=(r"{name}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{verb}",),
    ),
}
"""Phrasings by ISO 639 codes of the languages."""
