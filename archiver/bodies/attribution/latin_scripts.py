"""Attributions in languages that are written in Latin letters, as mail programs and people write them: pure data.

A row is for one language, or for several that phrase an attribution alike; its key has their ISO 639 codes. The
placeholders in the templates are explained in `phrasing`.
"""

from archiver.bodies.attribution.phrasing import Phrasing

LATIN_SCRIPTS = {
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
    "tr": Phrasing(
        verbs="yazdı|şunu yazdı|şunları yazdı|yazmış|dedi",
        fixed_start=(r"{date},?(?: [^\W\d]{3,10},?)? tarihinde,? {name} {verb}", "{date},? {name} {verb}"),
        name_start=("{name}, {when} tarihinde {verb}", "{name} {when} tarihinde {verb}", "{name} {verb}"),
    ),
    "hr, sr, bs": Phrasing(
        verbs=(
            "je napisao/la|napisao/la je|napisao(la) je|je napisao|je napisala|napisao je|napisala je|napisao|napisala"
            "|piše|kaže|је написао/ла|је написао|је написала|написао је|написала је|написао|написала"
        ),
        fixed_start=("(?:dana |дана |u |у )?{date},? (?:korisnik |корисник )?{name} {verb}",),
        name_start=("{name} {verb} (?:dana |дана )?{when}", "{name} {verb}"),
        keywords=("napisa", "piše", "kaže", "написа"),
    ),
    "sl": Phrasing(
        verbs="je napisal(a)|je napisal/a|napisal(a)|pravi",
        fixed_start=(
            "(?:v |dne )?{date},? je (?:oseba |uporabnik |uporabnica )?{name} (?:na)?pisal(?:/?a)?",
            "(?:v |dne )?{date},? (?:oseba )?{name} {verb}",
            r"{name} je (?:dne )?{when} napisal(?:a|\(a\)|/a)?",
        ),
        name_start=("{name} {verb} (?:dne )?{when}", "{name} {verb}"),
        keywords=("napisal", "pisal", "pravi"),
    ),
    "et": Phrasing(
        verbs="kirjutas|kirjutab|ütles",
        fixed_start=("(?:kuupäeval )?{date},? {verb} {name}", "(?:kuupäeval )?{date},? {name} {verb}"),
        name_start=("{name} {verb} {when}", "{name} {verb}(?: järgmist)?"),
    ),
    "lt": Phrasing(
        verbs="rašė|parašė|rašo",
        fixed_start=("{date},? {name} {verb}",),
        name_start=("{name} {verb} {when}", "{name} {verb}"),
    ),
    "lv": Phrasing(
        verbs="rakstīja|raksta",
        fixed_start=("{date},? (?:[—–-] )?(?:lietotājs |lietotāja )?{name} {verb}",),
        name_start=("{name} {verb} {when}", "{name} {verb}"),
    ),
    "ro": Phrasing(
        verbs="a scris|scrie|a spus|scria",
        fixed_start=("(?:în (?:data de )?|la (?:data de )?|pe |in )?{date},? {name} {verb}",),
        name_start=("{name} {verb} (?:la |în |pe )?{when}", "{name} {verb}"),
    ),
    "ca": Phrasing(
        verbs="va escriure|ha escrit|escrigué|va dir",
        fixed_start=("Missatge de {name} del dia {when}", "(?:el (?:dia )?)?{date},? {name} {verb}"),
        name_start=("{name} {verb} (?:el )?{when}", "{name} {verb}"),
        keywords=("missatge de", "escriure", "ha escrit", "escrigué", "va dir"),
    ),
    "gl": Phrasing(
        verbs="escribiu|dixo",
        fixed_start=("(?:o (?:día )?|en )?{date},? {name} {verb}",),
        name_start=("{name} {verb} (?:o )?{when}", "{name} {verb}"),
    ),
    "eu": Phrasing(
        verbs="idatzi zuen|idatzi du",
        fixed_start=(
            r"{name} erabiltzaileak (?:hau )?{verb}(?: \([^<>]{1,60}\))?",
            r"{date}(?:\(?e?a?n\)?)?,? {name} (?:igorleak |erabiltzaileak )?{verb}",
        ),
        name_start=("{name} (?:hau )?{verb}",),
    ),
    "is": Phrasing(
        verbs="skrifaði|skrifar|sagði",
        fixed_start=("(?:þann |hinn )?{date},? {verb} {name}", "(?:þann |hinn )?{date},? {name} {verb}"),
        name_start=("{name} {verb} (?:þann )?{when}", "{name} {verb}"),
    ),
    "sq": Phrasing(
        verbs="shkroi|ka shkruar|shkruan",
        fixed_start=("(?:më )?{date},? {name} {verb}", "(?:më )?{date},? {verb} {name}"),
        name_start=("{name} {verb} (?:më )?{when}", "{name} {verb}"),
    ),
    "cy, ga, gd": Phrasing(
        verbs="ysgrifennodd|scríobh|sgrìobh",
        fixed_start=("(?:ar )?{date},? {verb} {name}", "{verb} {name}(?: na leanas)?(?: ar {when})?"),
    ),
    "af, fy": Phrasing(
        verbs="geskryf|skryf|skreau",
        fixed_start=("(?:op )?{date},? (?:het |skreau ){name}(?: {verb})?", "(?:op )?{date},? {name} (?:het )?{verb}"),
        name_start=("{name} (?:het )?{verb}",),
    ),
    "eo": Phrasing(verbs="skribis", fixed_start=("(?:je |la )?{date},? {name} {verb}",), name_start=("{name} {verb}",)),
    "id, ms": Phrasing(
        verbs="menulis|tulis|berkata",
        fixed_start=("(?:pada (?:tanggal |tarikh |hari )?)?{date}(?: pg| ptg| tgh| mlm)?,? {name} {verb}",),
        name_start=("{name} {verb} (?:pada )?{when}", "{name} {verb}"),
    ),
    "fil": Phrasing(
        verbs="sumulat|isinulat",
        fixed_start=("(?:noong )?{date},? {verb} (?:ni |si )?{name}", "{verb} (?:ni |si ){name}"),
    ),
    "sw": Phrasing(
        verbs="aliandika|ameandika", fixed_start=("(?:mnamo )?{date},? {name} {verb}",), name_start=("{name} {verb}",)
    ),
    "vi": Phrasing(
        verbs="đã viết|viết|đã nói",
        fixed_start=("(?:vào )?(?:lúc )?(?:ngày )?{date}(?: sa| ch)?,? {name} {verb}",),
        name_start=("{name} {verb} (?:vào )?(?:lúc |ngày )?{when}", "{name} {verb}"),
    ),
    "az, kk, uz": Phrasing(
        verbs="yazıb|жазды|деп жазды|yozdi|shunday deb yozdi",
        fixed_start=("{date}(?: tarixində| күні)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
}
"""Phrasings by ISO 639 codes of the languages."""
