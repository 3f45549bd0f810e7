"""The fields of the index by the letters that stand for them in the keys of the browser index."""

FIELDS = {
    "a": "author",
    "b": "board",
    "c": "cites",
    "f": "flag",
    "g": "tag",
    "h": "thread",
    "l": "lang",
    "n": "name",
    "q": "quoted",
    "t": "title",
    "x": "text",
}
"""The name of each field by its letter, in the order of the letters."""
LETTERS = {field: letter for letter, field in FIELDS.items()}
"""The letter of each field by its name."""
SCORED = frozenset("nqtx")
"""The letters of fields of words, which have impacts and positions; the other fields are sets of values."""
NAMED = frozenset("ag")
"""The letters of fields whose terms are folded, so that the browser index also has each as it is displayed."""
