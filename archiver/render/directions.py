"""The direction in which a language is written. Pure."""

from functools import cache

_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages that are written from right to left unless a tag names another script."""
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


@cache
def writing_direction(lang: str) -> str:
    """Filter `writing_direction`: `rtl` if a language, a BCP 47 tag, is written from right to left, else `ltr`.

    >>> [writing_direction(lang) for lang in ("he", "ar-Latn", "AR-EG", "az-Arab-IR", "en", "")]
    ['rtl', 'ltr', 'rtl', 'rtl', 'ltr', 'ltr']
    """
    language, *others = lang.lower().split("-")
    scripts = [tag for tag in others[:2] if len(tag) == 4 and tag.isalpha()]
    return "rtl" if (scripts[0] in _SCRIPTS if scripts else language in _LANGUAGES) else "ltr"
