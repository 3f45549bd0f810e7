"""Attributions in further languages, to which new languages are added, as mail programs and people write them: pure
data.

A row is for one language, or for several that phrase an attribution alike; its key has their ISO 639 codes. The
placeholders in the templates are explained in `phrasing`. The rows of `most_used_languages` are tried before these
rows, in the order of the table, which matters where languages share a verb: `написала` is Russian and Serbian.
"""

from archiver.bodies.attribution.phrasing import Phrasing

FURTHER_LANGUAGES = {
    "bg, mk": Phrasing(
        verbs="написа|напиша|пише",
        fixed_start=(r"(?:на )?{date}(?: ч\.)?,? (?:потребителят )?{name} {verb}",),
        name_start=("{name} {verb} (?:на )?{when}", "{name} {verb}"),
    ),
    "be": Phrasing(
        verbs="напісаў(ла)|напісала|напісаў|піша",
        fixed_start=("(?:у )?{date},? (?:карыстальнік )?{name} {verb}",),
        name_start=("{name} {verb} (?:у )?{when}", "{name} {verb}"),
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
    "th": Phrasing(
        verbs="เขียนว่า|ได้เขียน|เขียน|กล่าวว่า",
        fixed_start=(r"(?:ในวันที่ |เมื่อ ?(?:วันที่ ?)?|วันที่ )?{date}(?: น\.)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "hi": Phrasing(
        verbs="ने लिखा है|ने लिखा|ने कहा|लिखा",
        fixed_start=("{date}(?: पूर्वाह्न| अपराह्न)?(?: बजे)?(?: को)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "mr": Phrasing(
        verbs="ने लिहिले|यांनी लिहिले|लिहिले",
        fixed_start=(r"{date}(?: म\.पू\.| म\.उ\.)?(?: रोजी)?(?: वाजता)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "bn": Phrasing(
        verbs="লিখেছেন|লিখেছে|লিখলেন|লিখেছিলেন",
        fixed_start=("{date}(?: পূর্বাহ্ণ| অপরাহ্ণ)?(?: টায়| তারিখে)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "gu": Phrasing(
        verbs="એ આ લખ્યું|એ લખ્યું|લખ્યું", fixed_start=("{date}(?: વાગ્યે)?,? {name} {verb}",), name_start=("{name} {verb}",)
    ),
    "ta": Phrasing(
        verbs="எழுதியது|எழுதினார்|எழுதினர்",
        fixed_start=("{date}(?: அன்று)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "te": Phrasing(
        verbs="ఇలా రాసారు|ఇలా రాశారు|ఇలా వ్రాసారు|రాశారు|వ్రాశారు",
        fixed_start=(r"{date}(?: \S{1,4}కి)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "kn": Phrasing(
        verbs="ಅವರು ಬರೆದಿದ್ದಾರೆ|ಬರೆದಿದ್ದಾರೆ|ಬರೆದರು",
        fixed_start=("{date}(?: ಪೂರ್ವಾಹ್ನ| ಅಪರಾಹ್ನ)?(?: ಸಮಯಕ್ಕೆ| ಗಂಟೆಗೆ)?(?: ರಂದು)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "ml": Phrasing(
        verbs="ഇങ്ങനെ എഴുതി|എഴുതി",
        fixed_start=(r"{date}(?: ?\S{0,3}-?ന്)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "fa": Phrasing(
        verbs="نوشته است|نوشته شده|نوشته|نوشت|گفت",
        fixed_start=("(?:در (?:تاریخ )?)?{date},? {name} {verb}",),
        name_start=("{name} (?:در (?:تاریخ )?){when},? {verb}", "{name} {verb}"),
    ),
    "ur": Phrasing(
        verbs="نے لکھا ہے|نے لکھا|نے کہا",
        fixed_start=("(?:مورخہ |بتاریخ )?{date}(?: بجے)?(?: کو)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "ka": Phrasing(
        verbs="დაწერა|წერს|წერდა",
        fixed_start=("{date}(?:-ზე)?,? (?:მომხმარებელმა )?{name} {verb}",),
        name_start=("{name} {verb}",),
    ),
    "hy": Phrasing(
        verbs="գրել է|գրեց|գրում է",
        fixed_start=("{date}(?:-ին)?,? {name}(?:-ը|-ն)? {verb}",),
        name_start=("{name}(?:-ը|-ն)? {verb}",),
    ),
    "az, kk, uz": Phrasing(
        verbs="yazıb|жазды|деп жазды|yozdi|shunday deb yozdi",
        fixed_start=("{date}(?: tarixində| күні)?,? {name} {verb}",),
        name_start=("{name} {verb}",),
    ),
}
"""Phrasings by ISO 639 codes of the languages."""
