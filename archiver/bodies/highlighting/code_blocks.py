"""Highlights the blocks of code in the HTML of a passage. The language is the named one, else what the code shows."""

import re
from collections.abc import Sequence
from html import unescape

from archiver.bodies.highlighting.code_spans import CodeSpan, text_of, with_spans
from archiver.bodies.highlighting.diffs import find_diff_spans, find_patch_spans
from archiver.bodies.highlighting.guessed_languages import guess_language
from archiver.bodies.highlighting.languages import DIFF, find_language

_START = re.compile(
    r'<pre dir="ltr" tabindex="0"(?: title="[^"]*")?><code(?: class="language-(?P<language>[^"]*)")?>(?P<code>)'
)
_END = "</code></pre>"
_MOST_CHARACTERS = 20_000
_MOST_OF_DIFF = 500_000
_PUNCTUATION = r"\s(){};,=\"'/*"
_TOO_LONG = re.compile(rf"[^\n]{{501}}|\s{{101}}|(?<![^{_PUNCTUATION}])(?:(?>[^{_PUNCTUATION}]+)(?>\s+)){{60}}")
"""Lines, white space, and words in a row that no lexer reads: some take time that grows with their cube."""


def highlight_code(html: str) -> str:
    """The HTML of a passage with `<span>` elements in its blocks of code: `<span class="k">if</span>`.

    The classes are short names of Pygments: `k` keywords, `s` strings, `m` numbers, `c` comments, `nf` names of
    functions and classes, `go` output, `gr` errors, `gh` and `gu` headings, `gi` and `gd` lines that were inserted and
    deleted. Code in an unknown language stays as it is, and so does code that is too long.
    """
    parts: list[str] = []
    at = 0
    while start := _START.search(html, at):
        end = html.find(_END, start.end())
        if end < 0:
            break
        code = html[start.end() : end]
        spans = _find_spans(text_of(code), start["language"])
        parts += (html[at : start.end()], with_spans(code, spans) if spans else code)
        at = end
    return "".join(parts) + html[at:] if parts else html


def _find_spans(code: str, named: str | None) -> Sequence[CodeSpan]:
    """The spans of code; none if it is in no language that is known. `named` is the language on its fence, as HTML."""
    if len(code) > _MOST_OF_DIFF:
        return ()
    if named is None and (patches := find_patch_spans(code)):
        return patches
    language = guess_language(code) if named is None else find_language(unescape(named))
    if language == DIFF:
        return find_diff_spans(code)
    if language is None or len(code) > _MOST_CHARACTERS or _TOO_LONG.search(code):
        return ()
    from archiver.bodies.highlighting.tokens import find_token_spans

    return find_token_spans(code, language)
