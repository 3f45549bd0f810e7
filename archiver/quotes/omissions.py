"""Marks of omission in quotes: `[...]`, `<snip>`, `(deleted)`, `--8<--` and similar, in many languages.

The pattern only splits a quote into parts; `matching` looks for the parts in a post.
"""

import re

_DOTS = r"(?:\.{3,}|…+|⋯+|(?:\.[ \xa0]){2,}\.|。{3,}|・{3,})"
_SNIP = (
    "snip(?:ped|pety|page|pit)?|schnipp(?:el)?|schnapp|cut|deleted|deletia|trimmed|removed|omitted|elided|skip(?:ped)?"
    "|truncated|shortened|abridged|redacted|gekürzt|gelöscht|weggelassen|entfernt|kürzung|auslassung"
    "|coup[ée]e?|couper|supprimée?|recortado|cortado|corte|omitido|cortei|tagliato|taglio|omesso"
    "|knip|geknipt|ingekort|klipp?|bortklippt|klippet|leikattu|wycięte|ciach|vystřiženo|вырезано|поскипано|скип(?:нуто)?"
    "|中略|後略|后略|前略|省略|下略|以下略|略|생략|중략"
)
_AROUND = (
    r"\d{1,6}|big|large|huge|long|rest|remainder|lots?|loads|some|much|more|most|all|the|of|stuff|text|quot(?:e|es|ed)"
    r"|lines?|code|paragraphs?|message|mail|post|original|previous|etc|here|out|irrelevant|other|for|brevity|und|and"
    r"|zitat|text|zeilen|lignes|líneas|righe|rest|weiter"
)
_SNIP_PHRASE = (
    rf"(?:(?:{_AROUND})[ \t\n:,.]{{1,3}}){{0,6}}{_DOTS}?[ \t\n]?"
    rf"(?:{_SNIP})[.!]?[ \t\n]?{_DOTS}?(?:[ \t\n:,.]{{1,3}}(?:{_AROUND})){{0,6}}"
)
_BRACKETED = rf"[\[(<{{（［【〔＜「][ \t]{{0,3}}/?(?:{_SNIP_PHRASE}|{_DOTS})/?[ \t]{{0,3}}[\])>}}）］】〕＞」]"
_RULED = rf"(?<!\w)[-=*~_/#+.|:]{{1,40}}[ \t]{{0,3}}(?:{_SNIP})[ \t]{{0,3}}[-=*~_/#+.|:]{{1,40}}(?!\w)"
_SCISSORS = r"[-=~ ]{0,40}(?:8<|>8|✂|✄)[-=~ 8<>✂]{0,40}"
# `*snip*` loses its asterisks when it is rendered as Markdown.
_ALONE = r"(?<!\w)snip(?:ped)?(?!\w)|^[ \t]*(?:schnipp|deletia|中略|後略|前略|省略)[ \t]*$"
OMISSION = re.compile("|".join((_BRACKETED, _RULED, _SCISSORS, _ALONE, _DOTS)), re.IGNORECASE | re.MULTILINE)
"""Matches a mark of omission in a quote."""
