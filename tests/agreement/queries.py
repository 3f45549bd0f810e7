"""What is asked: queries of every kind, in every language of the archive, and odd ones."""

from __future__ import annotations

from itertools import islice, pairwise

from tests.agreement.words import LANGS, language

_FORMS = 7  # words of a language, each in two forms

PLAIN = """
walking | lamps | kettles garden | moonlit telescope | repairs soldering | relational nations | hopefully
WALKED | Café | cafe | naive | résumés | resume | don't | dont | 2024 | 42 | a | of the | to be or not
run runner running | lamp lamp lamp | Haus | Häusern | hauser | Straßen | strasse | STRASSE | Füße | größe
schöner | Möglichkeiten | Öl | oel | jardiniers | étoiles | etoile | œuvres | oeuvre | cœur | chevaux
nationaux | heureusement | l'eau | où | книгами | книги | звёзды | звезды | зданий | работающий | ещё | ЛУНА
хорошего | الكتاب | كتاب | كِتَابٌ | المعلمون | مدرسات | والقمر | أيضا | ـكتاب | लड़कों | किताबें | नदियाँ
लिखना | अच्छी | २०२४ | दरवाज़े | 月亮 | 月 | 望远镜 | 数据库程序 | 没有什么 | 月亮 花园 | 日食月食 | 數據庫
c++ | c# | .net | C++ c# | v2 | 2.0.1 | x86_64 | foo_bar | 𝐁𝐨𝐥𝐝 | 𠀀 | 𠀀𠀁 | ΟΔΟΣ | οδος | fine | ﬁne | naıve
한국어 | 데이터 | ฐานข้อมูล | データ | データベース | ひらがな | smorgasbord | ærø | aero | שלום | δοκιμη | ½
① | softhyphen | zerojoin | v2.0.1 | 2.0 | V2.0 lamp | -2.0 lamp | #42 | lamp #2024 | -#42 | 🎉 | @lamp | lamp --walk
"""
PHRASES = """
"of the" | "the moon" | "lamps of" | "garden the" | "don't walk" | "a of a" | "the the" | "und die" | "de la"
"और है" | "في من" | "月亮花园" | "数据库" | "月" | "и не" | "version 2.0.1" | "c++ and c#" | "walking" | "Walk"
“that works” | „Danke“ | «merci» | co-operate | re-enter | won't | example.org | "foo_bar(baz)" | "lamp walk 42"
"zzz of" | "lamps | of.the
"""
SETS = """
lamp OR kettle | lamp or kettle | lamp | kettle OR moon OR garden | -lamp | lamp -kettle | NOT lamp garden
lamp NOT "of the" | (lamp OR kettle) garden | (lamp garden) OR moon | (lamp of) OR (kettle the) OR hammer
lamp (garden OR (moon -kettle)) | lamp AND kettle | -(lamp OR garden) | -(lamp garden) moon | --lamp
-lamp -garden | (lamp -the) OR kettle | OR lamp | lamp OR | ( | ) | () | (lamp | lamp) | ((((lamp)))) | "" | -
* | ~ | -- | "a" OR | lamp OR -garden | (a OR b) (c OR d) | книги OR Haus OR 月亮 | книги -и | 月亮 -花园
Haus OR (Garten Brücke) | (лампа OR мост) -не | the -(a of) | -"of the" lamp
"""
PARTS = """
wal* | lam* | con* | re* | a* | th* | 月* | 数* | 数据* | книг* | наблюд* | häu* | éto* | كت* | लि* | מ* | data*
の* | c+* | 20* | kettel~ | lampe~ | telescpoe~ | gardne~ | walkign~ | книиг~ | Hauss~ | jadrin~ | lmap~
compliers~ | बगिचा~ | ab~ | moonlti~2 | x~ | title:wal* | text:lamp~ | quoted:re* | wal* -walking
wal* OR gard* | "wal*" | walk*ing | zzzz* | qqqqq~
"""
SYNONYMS = """
orbit | orbiting sensors | sensors | of the lamp | winner garden | winner -bridge | orbit OR kettle | title:orbit
quoted:sensor kettle | zzzz winner | orbit zzzz hammer | winner AND lamp | (of the) kettle | WINNERS | wal* orbit
of the of the | moonlit | "winner" garden | of AND the | winner of the zzzz | -winner moon | orbit~ | sensor*
"""
FIELDS = """
title:lamp | title:"of the" | title:(lamp OR moon) | text:walking | text:"the moon" | quoted:lamp
quoted:"of the" | quoted:книги | title:月亮 | text:月亮 title:花园 | title:Häuser | title:lamp text:kettle
title:the -text:the | title:walk* | quoted:walk moon | author:ada | author:"Ada Lind" | @ada | @berta
author:Lind | author:walking | author:walked | author:walk | author:print | author:王小明 | author:王 | @Зоя
author:"зоя ким" | author:أمل | author:मीरा | author:rene | author:René | author:renee | author:lukasz
author:O'Neil | author:oneil | author:x | author:sam_77 | @-dash- | author:quoted | author:"J. R. Print"
author:İpek | author:ipek | author:ad* | author:(ada OR berta) lamp | -author:ada lamp | -@ada | lamp @ada
@nobody | author:lnid~ | author:"" | board:space | board:space/moon | board:köche | board:"old forum"
board:old-forum | board:книги | board:数据 lamp | board:nowhere | -board:space lamp | board:workshop/
board:SPACE | tag:moon | #moon | #Moon | tag:c++ | #C++ | tag:"weather report" | #книги | #数据库 | tag:"एक दो"
tag:"über alles" | tag:"0.9 beta" | tag:nothing | #moon #tips | #moon -#tips | #moon OR #tips lamp | tag:MOON
date:2015 | date:2015-03 | date:2015-03-29 | date:2012..2014 | date:..2010 | date:2020.. | before:2011
after:2023 | lamp date:2016 | before:2012-10-28 | after:2012-10-28 lamp | date:2012-10-28 | newer:3y | older:10y
newer:2m lamp | date:2015 OR date:2017 | -date:2015 | lamp -date:2010..2020 | date:1800 | date:9999
date:2015-02-30 | date:0001..9999 | (lamp date:2012) OR (moon date:2013) | before:1970 | has:quote | has:code
has:link lamp | is:first | is:reply lamp | is:unanswered | -has:quote lamp | is:first has:code | has:nothing
thread:space/t00000 | thread:/space/t00001/ | quotes:space/t00003#p1 | thread:nowhere/x
lamp thread:kitchen/t00002 | order:newest | order:oldest | lamp order:newest | lamp order:oldest
the order:newest | is:first order:oldest | thanks order:newest | order:oldest -lamp | 月亮 order:newest
книги order:oldest | date:2015 order:newest | the order:relevance | "of the" order:oldest | order:best lamp
walking group:none | lamp group:thread order:newest | has:code order:oldest group:none
"""
QUESTIONS = """
how do I repair a lamp that is broken | where is the telescope that was in the garden yesterday | lamp xyzzy
xyzzy lamp kettle plugh | lamp garden xyzzy -kettle | cannot find -lGL | lamp -lGL | gcc -Wall lamp | @media lamp
#media lamp | @nobody kettle | lamp #nothing | lamp #2024 xyzzy | "of the" xyzzy | "lamp xyzzy" kettle
"zzz qqq" lamp | title:lamp xyzzy | xyzzy title:moon kettle | author:ada xyzzy lamp | board:space lamp xyzzy
lamp AND xyzzy | lamp AND kettle xyzzy | lamp xyzzy date:2012..2014 | lamp xyzzy order:newest | lam* xyzzy
kettel~ xyzzy | lamp Lamp LAMP xyzzy | walking walked xyzzy lamps | (lamp OR kettle) xyzzy | lamp | xyzzy kettle
月亮花园在哪里 | 这是什么数据库程序 | 望远镜和月亮花园的数据库 | 月亮花园在哪里 lamp | ฐานข้อมูลไทยอยู่ที่ไหน | ไทย xyzzy
データベースはどこですか | 데이터베이스가 어디에 있습니까 | где находится лампа xyzzy | wo ist die Straße xyzzy
error: /usr/lib/lamp.o: undefined reference to `kettle_walk'
foo_bar(baz) xyzzy | example.org/moon xyzzy | v2.0.1 xyzzy
lamp xyzzy group:none | merci xyzzy danke | -lamp xyzzy | 🙂 xyzzy lamp | कहाँ है किताबें xyzzy | أين الكتاب xyzzy
"""
NAMES = """
camel: SetPosition | setposition | set_position | set-position | SET_POSITION | setPos*
camel: onloadcomplete | load complete | parseHTTPHeader2 | parsehttpheader2 | http header | SetPosition(x,
snake: set_velocity | setvelocity | SetVelocity | set-velocity | velocity | maxRetryCount | max_retry_count | tool_box
snake: MAX_RETRY_COUNT | max retry | toolbox | tool-box | __init__ | "with MAX_RETRY_COUNT" | retry_count
paths: /etc/fstab | etc/fstab | fstab | "/etc/fstab" | ~/.config/kettle.toml | kettle.toml | config | src/lamp.c
paths: lamp.c | "lamp c" | C:\\Tools\\Lamp64\\readme.txt | readme.txt | Tools\\Lamp64 | lamp64 | text:/etc/fstab
urls: https://docs.example.org/v2.1/guide_book.html?page=3&sort=asc#install | docs.example.org | guide_book.html
urls: docs.example.org/v2.1 | guidebook | guide-book | www.example.com | www.example.com/moon | page=3&sort=asc
mail: gudrun.feld@example.net | "gudrun.feld@example.net" | feld@example.net | author:sam_77 feld@
mail: lamps+orders@shop.example.com | <lamps+orders@shop.example.com> | @shop.example.com | shop.example.com
versions: 3.11.2 | v3.11.2 | 3.11 | 3.11.2-rc1 | v10.0.19041 | 10.0.19041 | V10.0 | 6.1.0-18-amd64 | amd64
codes: 0x80004005 | 0X80004005 | "0x80004005" | 0xdeadbeef | 0xDEADBEEF | 4711 | JRA-2093 | jra 2093 | ticket: JRA-2093
codes: error 0x80004005 | error: 0x80004005 | (0x80004005) | 0x8000*
pictures: 👩\u200d🚀 | 👨\u200d👩\u200d👧\u200d👦 | 👋🏽 | 👋 | 👋🏿 | 👋🏻 all | ❤\ufe0f\u200d🔥 | ❤\u200d🔥 | 🇦🇹
pictures: 1\ufe0f\u20e3 | ☎ | ☎\ufe0f | ☎\ufe0e | "👋🏽 to all"
quotes: quoted:set_velocity | quoted:SetPosition | quoted:zirconium | quoted:setvelocity quoted:SetPosition | 👋🏽
quotes: quoted:"MAX_RETRY_COUNT and" | quoted:onLoad* | quoted:setposition~ | author:rené quoted:slow
"""
"""Queries that find the post with the id before them, in the thread `NAMES` of the archive."""
LONG = (
    "the lamp of a kettle in the garden and a moon that is not to be found by anyone who has walked on the general way",
    " ".join(f"lamp{n} kettle walk{n % 7}" for n in range(120)),
    " ".join(f"{word} xq{n}" for n in range(9) for word in ("lamp", "kettle", "garden", "moon", "the", "of", "and")),
)
ODD = """
lampp | kettel | gardne | lampp kettel | telescpoe lamp | книиги | xyzzy | xyzzy plugh | lampp -garden
lampp OR kettel | teh lampp | title:lampp | author:bretа | foo:bar | autor:ada | http://example.org/moon | lamp:
:lamp | a:b | ftp://x | @ | # | @@ada | ##moon | thanks | thanks works | "thanks that works" | danke | спасибо
谢谢 | merci | شكرا | धन्यवाद | yes | lamp\u00adp | ka\u0308se | 🙂 | 🙂 lamp |  lamp   kettle
lamp\u3000kettle | ＬＡＭＰ | lamp…kettle | lamp/kettle | lamp_kettle | a b c d e f g | the of and to in it is
walk walked walking walks | Haus OR house | lampe | winter | nation | general | observe observation | die
on pain | 2024 OR २०२४ | "set position" | parsehttpheader | jra2093 | velocity zirconium | .config
mailto:gudrun.feld@example.net
"""


def all_queries() -> list[str]:
    """All of them once, in a fixed order."""
    written = [
        query for text in (PLAIN, PHRASES, SETS, PARTS, SYNONYMS, FIELDS, QUESTIONS, ODD) for query in _split(text)
    ]
    return list(dict.fromkeys([*written, *(query for _, query in named_queries()), *LONG, *_from_words()]))


def named_queries() -> list[tuple[str, str]]:
    """The id of a post, and a query that finds the post."""
    lines = (line.partition(": ") for line in NAMES.strip("\n").split("\n"))
    return [(post, query) for post, _, queries in lines for query in _split(queries)]


def _split(text: str) -> list[str]:
    """Between bars with a space on each side, so that a bar may be part of a query at its end."""
    return [query for line in text.strip("\n").split("\n") for query in line.split(" | ")]


def _from_words() -> list[str]:
    queries = []
    for code in LANGS:
        words = language(code).words
        some = list(islice((forms for forms in words if len(forms) > 1 or code == "zh"), _FORMS))
        for forms, others in pairwise(some):
            queries += [forms[-1], f"{forms[0]} {others[-1]}", f'"{forms[0]} {others[0]}"', f"title:{forms[-1]}"]
            queries += [f"{forms[-1]} OR {others[0]}", f"{forms[0]} -{others[0]}", f"{forms[0][:3]}* order:newest"]
    return queries
