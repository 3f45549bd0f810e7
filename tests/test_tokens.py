"""Terms and stems in every script: what a word finds (the table is spec/recall.md), and what stands where."""

import re
import unicodedata
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.search.analysis.stems import STEMMED_LANGUAGES, has_stemmer, is_stemmed, stem_of
from archiver.search.analysis.tokens import (
    casefold,
    find_terms,
    fold,
    has_unspaced,
    is_one_of_a_pair,
    split_words,
    words_and_positions,
)
from tests.conftest import SPEC

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def recall_cases() -> list[tuple[str, str, list[str], list[str]]]:
    lines = (SPEC / "recall.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ")][1:]
    plain = [_ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), line) for line in table]
    rows = [[cell.strip() for cell in line.removesuffix("|").split("|")[1:]] for line in plain]
    return [(lang, text, found_by.split(), not_by.split()) for lang, text, found_by, not_by in rows]


def terms_of(text: str, lang: str) -> list[str]:
    """The terms of a text, those of its stems at the end."""
    found = list(find_terms(text, for_index=True))
    stems = [stem_of(text[term.start : term.end], lang) for term in found]
    return [term.text for term in found] + [
        f"{s}!{lang}" for s, term in zip(stems, found, strict=True) if s != term.text
    ]


def finds(query: str, text: str, lang: str) -> bool:
    terms, asked = terms_of(text, lang), [term.text for term in find_terms(query)]
    if len(asked) == 1 and is_one_of_a_pair(asked[0]):
        return any(term.startswith(asked[0]) for term in terms)
    if len(asked) == 1:
        stem = stem_of(query, lang)
        return not {asked[0], stem, f"{stem}!{lang}"}.isdisjoint(terms)
    return bool(asked) and any(terms[i : i + len(asked)] == asked for i in range(len(terms)))


@pytest.mark.parametrize(("lang", "text", "found_by", "not_by"), recall_cases())
def test_a_word_finds_its_forms_and_no_others(lang: str, text: str, found_by: list[str], not_by: list[str]) -> None:
    assert found_by
    assert [word for word in found_by if not finds(word, text, lang)] == []
    assert [word for word in not_by if finds(word, text, lang)] == []


def test_the_table_has_enough_lines() -> None:
    assert len(recall_cases()) >= 60
    assert len({lang for lang, *_ in recall_cases()}) >= 35


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (".NET and .htaccess", [".net", "and", ".htaccess"]),
        ('[.a] (.b) {.c} <.d> ".e" `.f`', [".a", ".b", ".c", ".d", ".e", ".f"]),
        ("end.Next x..y ...and 1.5 .5", ["end", "next", "x", "y", "and", "1", "5", "5"]),
        (".数据 .", ["数据"]),
        ("\ufeff.a\x1d.b\x85.c\u3000.d\u200b.e", [".a", ".b", ".c", ".d", "e"]),
        ("C C++ C# C++17 a+b page#p1 g++.", ["c", "c++", "c#", "c++", "17", "a", "b", "page", "p1", "g++"]),
        ("C++代码", ["c++", "代码"]),
        ("ＮＥＴ Ｃ＋＋ ｶﾞｯ", ["net", "c++", "ガッ"]),
        ("don't l’eau", ["don", "t", "l", "eau"]),
        ("cafe\u0301s", ["cafes"]),
        ("a\u00adb x\u200cy e\ufe0f", ["ab", "xy", "e"]),
        ("\u0301 \u200d \u0e31", ["\u0e31"]),
        ("👩🏽\u200d💻👩\u200d💻\ufe0f ❤️❤ 🇫🇷🇩🇪 👍🏿", ["👩💻", "👩💻", "❤", "❤", "🇫🇷", "🇩🇪", "👍"]),
        ("so🎉 1️⃣ ™ → ☑done 🏻", ["so", "🎉", "1", "☑", "done"]),
        ("1\ufe0f\u20e3", ["1"]),
        ("アダ・ラブ。ไทย๛ខ្មែ។", ["アダ", "ラブ", "ไท", "ทย", "ខ្", "្ម", "មែ"]),
        ("क्ष ਪੰਜਾਬੀ", ["क्ष", "ਪੰਜਾਬੀ"]),
        ("𞤀𞤣𞤤𞤢𞤥 ތާނަ བོད", ["𞤢𞤣𞤤𞤢𞤥", "ތާނަ", "བོད"]),
        ("x_y __z__", ["x", "y", "z"]),
    ],
)
def test_a_text_has_these_terms(text: str, terms: list[str]) -> None:
    assert [term.text for term in find_terms(text)] == terms


def test_a_run_of_pairs_ends_in_its_last_character_in_the_index() -> None:
    assert [term.text for term in find_terms("数据库 a 文", for_index=True)] == ["数据", "据库", "库", "a", "文"]
    assert [term.text for term in find_terms("数据库 a 文")] == ["数据", "据库", "a", "文"]


@pytest.mark.parametrize("text", ["Ein Straßenname: cafe\u0301.", "全文ﾃﾞｰﾀน้ำ", ".net (C++17)", "か\u3099く"])
def test_terms_stand_where_they_say(text: str) -> None:
    for term in find_terms(text, for_index=True):
        assert term.text[0] in fold(text[term.start : term.end])
    starts = [term.start for term in find_terms(text, for_index=True)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("SetPosition", "setposition set position"),
        ("eth_sendRawTransaction(", "eth ethsendrawtransaction sendrawtransaction send raw transaction"),
        ("__init_sub__ _x_ a__b", "init initsub sub x a ab b"),
        ("XMLHttpRequest2 HTTPServer", "xmlhttprequest2 xml http request httpserver http server"),
        ("Python3 utf8 mp3 SHA256", "python3 python utf8 utf mp3 sha256 sha"),
        ("0x80004005 0xDEADBEEF d97aaaa 3Fb9cX URLs iPod's", "0x80004005 0xdeadbeef d97aaaa 3fb9cx urls ipod pod s"),
        ("MAX_PATH_LEN c_c++ é_a a_é", "max maxpathlen path len c c++ e a a e"),
        (f"{'aB' * 40}cDef", f"{'ab' * 40}cdef"),
    ],
)
def test_names_in_code_have_their_parts_in_the_index(text: str, terms: str) -> None:
    found = list(find_terms(text, for_index=True))
    assert " ".join(term.text for term in found) == terms
    assert [term.text for term in found if not term.is_extra] == [term.text for term in find_terms(text)]


def test_composed_and_decomposed_texts_have_the_same_terms() -> None:
    text = "Été Ångström Ελλάδα ёлка אָלֶף قُرْآن हिन्दी データベース 한국어 검색 ภาษาไทย Việt"
    forms = {form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    terms = {form: [t.text for t in find_terms(of_form, for_index=True)] for form, of_form in forms.items()}
    assert terms["NFC"] == terms["NFD"] == terms["NFKC"] == terms["NFKD"]


def test_every_mark_can_stand_in_a_word() -> None:
    marks = [char for char in map(chr, range(0x110000)) if unicodedata.category(char)[0] == "M"]
    split = [f"{ord(char):x}" for char in marks if len(list(find_terms(f"क{char}क"))) != 1]
    unspaced = [code for code in split if not is_one_of_a_pair(chr(int(code, 16)))]
    assert unspaced == []


@pytest.mark.slow
def test_folding_twice_is_folding_once() -> None:
    chars = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert [char for char in chars if fold(fold(char)) != fold(char)] == []
    assert [char for char in chars if fold(casefold(char)) != fold(char)] == []


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        *((word, True) for word in ("running", "RUN", "क्ष", "𝐫𝐮𝐧", "ﬁt", "co\u00adop")),
        *(
            (word, False)
            for word in ("", "go", "a\u00adb", "c++", ".net", "p2p", "𞤀𞤣𞤤𞤢𞤥", "数据库", "ภาษา", "\ud800ab")
        ),
    ],
)
def test_words_of_letters_are_stemmed(word: str, stemmed: bool) -> None:  # noqa: FBT001
    assert is_stemmed(word) is stemmed


def test_languages_are_told_by_their_first_subtag() -> None:
    assert stem_of("häuser", "de-CH-1996") == stem_of("häuser", "DE") == "haus"
    assert [lang for lang in ("", "x", "ja", "zh-Hans", "tlh") if has_stemmer(lang)] == []
    assert all(map(has_stemmer, STEMMED_LANGUAGES))


@given(st.one_of(st.text(st.characters(codec="ascii")), st.text()))
def test_the_fast_way_to_words_finds_those_of_terms(text: str) -> None:
    if not has_unspaced(text):
        assert list(map(fold, split_words(text))) == [term.text for term in find_terms(text)]


@given(st.text(st.sampled_from("数据库 テﾃﾞヿゟか\u3099ไทน้ำ가각ᄀ\u1161 ab.é\u0301\ufe0f,")))
def test_the_fast_way_to_pairs_finds_those_of_terms_and_where_they_stand(text: str) -> None:
    words, places = words_and_positions(text)
    terms = list(find_terms(text, for_index=True))
    assert list(map(fold, words)) == [term.text for term in terms]
    last = [len(one.text) == 1 and one.end == before.end for before, one in pairwise(terms)]
    assert places == list(accumulate((not is_last for is_last in last), initial=0))[: len(terms)]
