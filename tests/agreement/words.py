"""Words of several languages with their forms, to write posts with. Each is its beginning, a bar and its endings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate

_ENGLISH = """
walk|,s,ed,ing  watch|,es,ed,ing  solder|,s,ed,ing,er  build|,s,er,ing,ers  repair|,s,ed,ing,able
print|,s,ed,ing,er,ers  measure|,s,d,ment,ments  connect|,s,ed,ing,ion,ions  observe|,s,d,r,rs
sail|,s,ed,ing,or,ors  write|,s,r,rs  run|,s,ning,ner  lamp|,s  kettle|,s  garden|,s,er,ing  moon|,s,lit
telescope|,s  recipe|,s  hammer|,s,ed  cloud|,s,y,ier  winter|,s  battery|  bridge|,s  sensor|,s  winner|,s
village|,s,r  compiler|,s  archive|,s,d  letter|,s  orbit|,s,al,ing  quick|,ly,er,est  happy|  happi|ness,er,ly
easy|  eas|ily,ier  general|,ly  nation|,al,s  relat|ion,ional,ions,e  hope|,ful,fully,less  the|  a|  of|  and|
to|  in|  it|  is|  not|  with|  for|  that|  you|  this|  don't|  café|,s  naïve|,ly  résumé|,s  2024|  42|
"""
_GERMAN = """
geh|en,t,e,st  bau|en,t,te,ten,e,er  lauf|en,t,e  les|en,e,er  mess|en,e,ung,ungen  schreib|en,t,e,er
arbeit|en,et,e,er,ete  Haus|,es  Häus|er,ern  Buch|,es  Büch|er,ern  Straße|,n  Lampe|,n  Garten|,s  Gärten|
Brücke|,n  Stern|,e,en,s  Wolke|,n  Prüfung|,en  Mühle|,n  Schlüssel|,n,s  Größe|,n  schön|,e,er,es,em,en
alt|,e,er,es  klein|,e,er,es,en  schnell|,e,er,es  Freiheit|,en  Möglichkeit|,en  Wissenschaft|,en,lich
Fenster|,n,s  Werkstatt|  Werkstätt|en  Küche|,n  Winter|,s  Mond|,e,es  der|  die|  das|  und|  nicht|
ein|,e,er,em  mit|  ist|  auf|  für|  über|  wenn|  auch|  nur|  noch|  hier|  gut|,e,er,es,en  Kind|,er,ern,es
Freund|,e,en,in,innen  Fuß|  Füß|e,en  Maß|,e,en  Öl|,e  Zug|  Züg|e,en  weiß|,e,er
"""
_FRENCH = """
march|er,e,es,ons,ez,ent,ait,é,ée  regard|er,e,ons,ait,é  construi|re,t,sent  mesur|er,e,es,é,ée
port|er,e,ons,é,eur,eurs  maison|,s  jardin|,s,ier,iers  lampe|,s  étoile|,s  école|,s  rivière|,s  fenêtre|,s
hiver|,s  nuage|,s,ux  chev|al,aux  national|,e,es  nationaux|  nation|,s  heureu|x,se,ses,sement  grand|,e,s,es
petit|,e,s,es  rapide|,s,ment  facile|,s,ment  liberté|,s  qualité|,s  possibilité|,s  œuvre|,s  cœur|,s
forêt|,s  gâteau|,x  pain|,s  continu|er,ation,ellement,é  observ|er,ation,ations,ateur,é  réparer|
répar|ation,ations,é,ée  le|  la|  les|  de|  des|  et|  un|,e  est|  pas|  pour|  avec|  dans|  qui|  que|
sur|  mais|  très|  déjà|  l'|eau,air,étoile,heure  où|  aussi|
"""
_RUSSIAN = """
книг|а,и,е,у,ой,ам,ами,ах  лун|а,ы,е,у,ой  ламп|а,ы,е,у,ой,ам,ами  школ|а,ы,е,у  рек|а,и,е,у  звезд|а,ы,е,у
звёзд|ы,ах  стол|,а,у,ом,е,ы,ов,ам  дом|,а,у,ом,е,ов,ами  сад|,а,у,ом,ы,ов  мост|,а,у,ом,ы,ов
телескоп|,а,у,ом,ы,ов  завод|,а,у,ом,ы  мор|е,я,ю,ем,ей  пол|е,я,ю,ем,ей  здани|е,я,ю,ем,й,ями
наблюдени|е,я,ю,ем,й,ями  измерени|е,я,ю,й  ель|  ел|и,ью,ей  чита|ть,ю,ет,ем,ют,л,ла,ли  пис|ать,ал,ала,али
пиш|у,ет,ем,ут  дела|ть,ю,ет,ют,л,ла,ли  работа|ть,ю,ет,л,ла,ли,ющий  стро|ить,ю,ит,ят,ил,ила,или
вид|еть,ит,им,ят,ел,ела  хорош|ий,ая,ее,ие,его,ему  нов|ый,ая,ое,ые,ого,ому,ым  больш|ой,ая,ое,ие
стар|ый,ая,ое,ые,ого,ых  быстр|ый,ая,ое,о,ее  и|  в|  не|  на|  я|  что|  с|  это|  как|  но|  по|  всё|  её|
ещё|  зима|  зим|ы,ой,е
"""
_ARABIC = """
كتاب|,ا,ه,ها,هم,ين  الكتاب|  كتب|,ت,وا,نا  والكتب|  بيت|,ا,ه,ها,نا  البيت|  بيوت|,هم  قمر|,ا,ين  القمر|  والقمر|
نجم|,ة,ات,ا  النجوم|  نجوم|  مدرس|ة,ات,ون,ين,ا  المدرسة|  معلم|,ة,ون,ين,ات  المعلم|,ون,ين  سيار|ة,ات,تي,تهم
السيارة|  حديق|ة,تنا,ته  الحديقة|  نافذ|ة  النافذة|  جسر|,ا,ين  الجسر|  مصباح|,ا,ين  المصباح|  مصابيح|  شتاء|
الشتاء|  سحاب|,ة,ات  رسال|ة,تي,ته  رسائل|,هم  ورش|ة,ات  الورشة|  يكتب|,ون,ان  تكتب|,ين  يعمل|,ون,ان
عمل|,ت,وا,نا,ه  يبني|  بنى|  بناء|,ه  قياس|,ات,ا  القياس|  جديد|,ة,ا  الجديد|,ة  كبير|,ة,ا  صغير|,ة  سريع|,ة,ا
في|  من|  على|  إلى|  أن|  هذا|  هذه|  لا|  ما|  و|  كِتَابٌ|  قَمَرٌ|  مُعَلِّم|  أيضا|  أيضًا|  ـكتاب|
"""
_HINDI = """
लड़क|ा,े,ों  किताब|,ें,ों  घर|,ों  चाँद|,ों  तार|ा,े,ों  सितार|ा,े,ों  नदी|  नदि|याँ,यों  खिड़की|
खिड़कि|याँ,यों  लकड़ी|  लकड़ि|याँ,यों  कमर|ा,े,ों  रास्त|ा,े,ों  दरवाज़|ा,े,ों  बगीच|ा,े,ों  पुल|,ों  बादल|,ों
दूरबीन|,ें,ों  चिट्ठी|  चिट्ठि|याँ,यों  कारखान|ा,े,ों  मशीन|,ें,ों  लिख|ना,ता,ते,ती,ा,े,ी  पढ़|ना,ता,ते,ती,ा,े,ी
देख|ना,ता,ते,ती,ा,े,ी  बना|ना,ता,ते,ती,या  चल|ना,ता,ते,ती,ा,े,ी  नाप|ना,ता,ते,ा  अच्छ|ा,े,ी  बड़|ा,े,ी
छोट|ा,े,ी  नय|ा  नए|  नई|  पुरान|ा,े,ी  तेज़|,ी  सर्दी|  सर्दि|याँ,यों  और|  है|  हैं|  का|  की|  के|  में|  से|
नहीं|  यह|  वह|  को|  पर|  भी|  तो|  एक|  २०२४|  क्षेत्र|,ों  ज्ञान|  प्रश्न|,ों
"""
_CHINESE = """
月亮|  望远镜|  数据库|  花园|  桥梁|  房子|  学校|  老师|  冬天|  云彩|  窗户|  工厂|  电池|  灯泡|  传感器|
测量|  修理|  观察|  建造|  写字|  读书|  走路|  工作|  新的|  旧的|  大的|  小的|  快速|  容易|  自由|  可能|
科学|  食谱|  面包|  茶壶|  锤子|  信件|  轨道|  卫星|  月食|  日食|  数据|  程序|  编译|  档案|  我们|  你们|
他们|  这个|  那个|  不是|  因为|  所以|  但是|  如果|  可以|  没有|  已经|  还有|  什么|  今天|  昨天|
"""
_SOURCES = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "ru": _RUSSIAN,
    "ar": _ARABIC,
    "hi": _HINDI,
    "zh": _CHINESE,
}
LANGS = tuple(_SOURCES)


@dataclass(frozen=True, slots=True)
class Language:
    """Its words, the commonest first, each with its forms; the sums of how often they come; what parts words."""

    words: list[list[str]]
    sums: list[float]
    space: str
    mark: str


@cache
def language(code: str) -> Language:
    """The words of a language: their order has nothing to do with how common they are in truth."""
    lines = [entry.split("|") for entry in _SOURCES[code].split()]
    words = [[beginning + ending for ending in endings.split(",")] for beginning, endings in lines]
    sums = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    spaced = code != "zh"
    return Language(words, sums, " " if spaced else "", ". " if spaced else "。")
