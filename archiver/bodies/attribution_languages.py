"""How mail programs, and people, say in each language who wrote what is quoted: pure data."""

from archiver.bodies.attribution_rows import Ways

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
            "{who} hat (?:am )?{when} geschrieben",
            "In {id},? {says} {who}",
        ),
        named=("{who} {says} (?:am )?{when}", "{who} (?:{says}|hat geschrieben)"),
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
            "(?:den |på |på |kl\\.? )?{date},? (?:har )?{says} {who}(?: följande| følgende)?",
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
            "(?:на |від )?{date},? (?:от |від )?{who} {says}",
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
        opened=(r"{date},?(?: [^\W\d]{3,10},?)? tarihinde,? {who} {says}", "{date},? {who} {says}"),
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
        says="写道|寫道|写到|寫到|写了|寫了|写|寫|说道|說道|说|說",
        opened=(r"(?:在|于|於) ?{cjk}[,，、]? ?{who}\s?{says}", r"{cjk}[,，、]? ?{who}\s?{says}"),
        named=(r"{who}\s?(?:于|於|在) ?{cjk}\s?{says}", r"{who}\s?{says}"),
    ),
    "ja": Ways(
        says="書きました|書いた|書きます|曰く|発言|wrote",
        opened=(
            r"{cjk}[,、]? ?{who}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{says}",
            r"{who}\s?(?:さん|氏|様)?\s?(?:が|は)\s?{cjk}に?\s?{says}",
        ),
        named=(r"{who}\s?(?:さん|氏|様)?\s?(?:が|は|の)?\s?{says}",),
        signs=("書", "曰く", "発言"),
    ),
    "ko": Ways(
        says="작성|썼습니다|쓴 글|쓰셨습니다|적었습니다|님의 말",
        opened=(r"{date}에?,? {who}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{says}",),
        named=(r"{who}\s?(?:님이|님께서|이\(가\)|이가|이|가)?\s?{says}",),
    ),
    "bg, mk": Ways(
        says="написа|напиша|пише",
        opened=(r"(?:на )?{date}(?: ч\.)?,? (?:потребителят )?{who} {says}",),
        named=("{who} {says} (?:на )?{when}", "{who} {says}"),
    ),
    "be": Ways(
        says="напісаў(ла)|напісала|напісаў|піша",
        opened=("(?:у )?{date},? (?:карыстальнік )?{who} {says}",),
        named=("{who} {says} (?:у )?{when}", "{who} {says}"),
    ),
    "hr, sr, bs": Ways(
        says=(
            "je napisao/la|napisao/la je|napisao(la) je|je napisao|je napisala|napisao je|napisala je|napisao|napisala"
            "|piše|kaže|је написао/ла|је написао|је написала|написао је|написала је|написао|написала"
        ),
        opened=("(?:dana |дана |u |у )?{date},? (?:korisnik |корисник )?{who} {says}",),
        named=("{who} {says} (?:dana |дана )?{when}", "{who} {says}"),
        signs=("napisa", "piše", "kaže", "написа"),
    ),
    "sl": Ways(
        says="je napisal(a)|je napisal/a|napisal(a)|pravi",
        opened=(
            "(?:v |dne )?{date},? je (?:oseba |uporabnik |uporabnica )?{who} (?:na)?pisal(?:/?a)?",
            "(?:v |dne )?{date},? (?:oseba )?{who} {says}",
            r"{who} je (?:dne )?{when} napisal(?:a|\(a\)|/a)?",
        ),
        named=("{who} {says} (?:dne )?{when}", "{who} {says}"),
        signs=("napisal", "pisal", "pravi"),
    ),
    "et": Ways(
        says="kirjutas|kirjutab|ütles",
        opened=("(?:kuupäeval )?{date},? {says} {who}", "(?:kuupäeval )?{date},? {who} {says}"),
        named=("{who} {says} {when}", "{who} {says}(?: järgmist)?"),
    ),
    "lt": Ways(
        says="rašė|parašė|rašo",
        opened=("{date},? {who} {says}",),
        named=("{who} {says} {when}", "{who} {says}"),
    ),
    "lv": Ways(
        says="rakstīja|raksta",
        opened=("{date},? (?:[—–-] )?(?:lietotājs |lietotāja )?{who} {says}",),
        named=("{who} {says} {when}", "{who} {says}"),
    ),
    "ro": Ways(
        says="a scris|scrie|a spus|scria",
        opened=("(?:în (?:data de )?|la (?:data de )?|pe |in )?{date},? {who} {says}",),
        named=("{who} {says} (?:la |în |pe )?{when}", "{who} {says}"),
    ),
    "ca": Ways(
        says="va escriure|ha escrit|escrigué|va dir",
        opened=("Missatge de {who} del dia {when}", "(?:el (?:dia )?)?{date},? {who} {says}"),
        named=("{who} {says} (?:el )?{when}", "{who} {says}"),
        signs=("missatge de", "escriure", "ha escrit", "escrigué", "va dir"),
    ),
    "gl": Ways(
        says="escribiu|dixo",
        opened=("(?:o (?:día )?|en )?{date},? {who} {says}",),
        named=("{who} {says} (?:o )?{when}", "{who} {says}"),
    ),
    "eu": Ways(
        says="idatzi zuen|idatzi du",
        opened=(
            r"{who} erabiltzaileak (?:hau )?{says}(?: \([^<>]{1,60}\))?",
            r"{date}(?:\(?e?a?n\)?)?,? {who} (?:igorleak |erabiltzaileak )?{says}",
        ),
        named=("{who} (?:hau )?{says}",),
    ),
    "is": Ways(
        says="skrifaði|skrifar|sagði",
        opened=("(?:þann |hinn )?{date},? {says} {who}", "(?:þann |hinn )?{date},? {who} {says}"),
        named=("{who} {says} (?:þann )?{when}", "{who} {says}"),
    ),
    "sq": Ways(
        says="shkroi|ka shkruar|shkruan",
        opened=("(?:më )?{date},? {who} {says}", "(?:më )?{date},? {says} {who}"),
        named=("{who} {says} (?:më )?{when}", "{who} {says}"),
    ),
    "cy, ga, gd": Ways(
        says="ysgrifennodd|scríobh|sgrìobh",
        opened=("(?:ar )?{date},? {says} {who}", "{says} {who}(?: na leanas)?(?: ar {when})?"),
    ),
    "af, fy": Ways(
        says="geskryf|skryf|skreau",
        opened=("(?:op )?{date},? (?:het |skreau ){who}(?: {says})?", "(?:op )?{date},? {who} (?:het )?{says}"),
        named=("{who} (?:het )?{says}",),
    ),
    "eo": Ways(says="skribis", opened=("(?:je |la )?{date},? {who} {says}",), named=("{who} {says}",)),
    "id, ms": Ways(
        says="menulis|tulis|berkata",
        opened=("(?:pada (?:tanggal |tarikh |hari )?)?{date}(?: pg| ptg| tgh| mlm)?,? {who} {says}",),
        named=("{who} {says} (?:pada )?{when}", "{who} {says}"),
    ),
    "fil": Ways(
        says="sumulat|isinulat", opened=("(?:noong )?{date},? {says} (?:ni |si )?{who}", "{says} (?:ni |si ){who}")
    ),
    "sw": Ways(says="aliandika|ameandika", opened=("(?:mnamo )?{date},? {who} {says}",), named=("{who} {says}",)),
    "vi": Ways(
        says="đã viết|viết|đã nói",
        opened=("(?:vào )?(?:lúc )?(?:ngày )?{date}(?: sa| ch)?,? {who} {says}",),
        named=("{who} {says} (?:vào )?(?:lúc |ngày )?{when}", "{who} {says}"),
    ),
    "th": Ways(
        says="เขียนว่า|ได้เขียน|เขียน|กล่าวว่า",
        opened=(r"(?:ในวันที่ |เมื่อ ?(?:วันที่ ?)?|วันที่ )?{date}(?: น\.)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "hi": Ways(
        says="ने लिखा है|ने लिखा|ने कहा|लिखा",
        opened=("{date}(?: पूर्वाह्न| अपराह्न)?(?: बजे)?(?: को)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "mr": Ways(
        says="ने लिहिले|यांनी लिहिले|लिहिले",
        opened=(r"{date}(?: म\.पू\.| म\.उ\.)?(?: रोजी)?(?: वाजता)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "bn": Ways(
        says="লিখেছেন|লিখেছে|লিখলেন|লিখেছিলেন",
        opened=("{date}(?: পূর্বাহ্ণ| অপরাহ্ণ)?(?: টায়| তারিখে)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "gu": Ways(says="એ આ લખ્યું|એ લખ્યું|લખ્યું", opened=("{date}(?: વાગ્યે)?,? {who} {says}",), named=("{who} {says}",)),
    "ta": Ways(says="எழுதியது|எழுதினார்|எழுதினர்", opened=("{date}(?: அன்று)?,? {who} {says}",), named=("{who} {says}",)),
    "te": Ways(
        says="ఇలా రాసారు|ఇలా రాశారు|ఇలా వ్రాసారు|రాశారు|వ్రాశారు",
        opened=(r"{date}(?: \S{1,4}కి)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "kn": Ways(
        says="ಅವರು ಬರೆದಿದ್ದಾರೆ|ಬರೆದಿದ್ದಾರೆ|ಬರೆದರು",
        opened=("{date}(?: ಗಂಟೆಗೆ)?(?: ರಂದು)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "ml": Ways(says="ഇങ്ങനെ എഴുതി|എഴുതി", opened=("{date}(?: ?-?ന്)?,? {who} {says}",), named=("{who} {says}",)),
    "fa": Ways(
        says="نوشته است|نوشته شده|نوشته|نوشت|گفت",
        opened=("(?:در (?:تاریخ )?)?{date},? {who} {says}",),
        named=("{who} (?:در (?:تاریخ )?){when},? {says}", "{who} {says}"),
    ),
    "ur": Ways(
        says="نے لکھا ہے|نے لکھا|نے کہا",
        opened=("(?:مورخہ |بتاریخ )?{date}(?: بجے)?(?: کو)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "ka": Ways(
        says="დაწერა|წერს|წერდა",
        opened=("{date}(?:-ზე)?,? (?:მომხმარებელმა )?{who} {says}",),
        named=("{who} {says}",),
    ),
    "hy": Ways(
        says="գրել է|գրեց|գրում է",
        opened=("{date}(?:-ին)?,? {who}(?:-ը|-ն)? {says}",),
        named=("{who}(?:-ը|-ն)? {says}",),
    ),
    "az, kk, uz": Ways(
        says="yazıb|жазды|деп жазды|yozdi|shunday deb yozdi",
        opened=("{date}(?: tarixində| күні)?,? {who} {says}",),
        named=("{who} {says}",),
    ),
    "any": Ways(
        says="",
        signs=("@", " at "),
        opened=(r"\* {who} \[[^\]]*\d[^\]]*\]", "{date},? {addressed}"),
    ),
}
"""The rows, by the languages that they are for."""
