"""Attributions in languages that are not written in Latin letters, as mail programs and people write them: pure data.

A row is for one language, or for several that phrase an attribution alike; its key has their ISO 639 codes. The
placeholders in the templates are explained in `phrasing`.
"""

from archiver.bodies.attribution.phrasing import Phrasing

OTHER_SCRIPTS = {
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
}
"""Phrasings by ISO 639 codes of the languages."""
