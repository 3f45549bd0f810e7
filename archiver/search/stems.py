"""TEMP"""
from functools import lru_cache, cache
import unicodedata
import Stemmer
from archiver.search.tokens import fold
_N={"en":"english","de":"german","fr":"french","es":"spanish","ru":"russian","ar":"arabic","hi":"hindi"}
@cache
def _st(lang):
    n=_N.get(lang.split("-")[0]); return Stemmer.Stemmer(n) if n else None
@lru_cache(500000)
def stem_term(word: str, lang: str) -> str:
    s=_st(lang)
    if s is None or len(word)<3 or not word.isalpha(): return ""
    x=fold(s.stemWord(unicodedata.normalize("NFKC",word).casefold()))
    return "" if x==fold(word) or not x else f"{x}~{lang.split('-')[0]}"

def primary(lang): return lang.split("-")[0].lower()
def stem_of(word, lang):
    s=_st(lang)
    if s is None or len(word)<3 or not word.isalpha(): return ""
    return fold(s.stemWord(unicodedata.normalize("NFKC",word).casefold()))
