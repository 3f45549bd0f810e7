"""Tables of how the elements of our pages start, end and nest."""

START_TAGS = {
    **{tag: f'<{tag} dir="auto">' for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary")},
    **{tag: f"<{tag}>\n" for tag in ("details", "blockquote", "thead", "tbody", "tr")},
    **{tag: f'<{tag} dir="auto">\n' for tag in ("ul", "ol")},
    "li": "<li>",
    "td": '<td dir="auto">',
    "th": '<th dir="auto">',
    "pre": '<pre dir="ltr" tabindex="0"><code>',
    "table": '<div class="table" tabindex="0">\n<table>\n',
}
END_TAGS = {"pre": "</code></pre>\n", "table": "</table>\n</div>\n"}
"""End tags that differ from the usual `</name>` and a newline."""
INLINE_ONLY = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "pre"})
"""Blocks that hold text and inline elements, but no other block."""
UNWRAPPED = INLINE_ONLY | {"li", "td", "th"}
"""Blocks that hold text without a `<p>` around it."""
IMPLIED_CHILDREN = {"ul": "li", "ol": "li", "table": "tbody", "thead": "tr", "tbody": "tr", "tr": "td"}
"""The block to open in each of these blocks before any text or other block is written into it."""
REQUIRED_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": frozenset({"thead", "tbody"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
}
"""Blocks that must have one of these parents."""
MAY_BE_EMPTY = frozenset({"li", "td", "th", "tr", "tbody"})
"""Blocks that are written even if nothing is in them; the start tag of any other empty block is removed again."""
INLINE_NESTING = {"sup": 3, "sub": 3, "span": 3}
"""How many inline elements of a name may be open at once in a line; 1 for names that are not listed."""
