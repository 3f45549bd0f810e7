"""Markdown that importers write: texts and spans of rich text become it, and other dialects of it are adapted.

Pure. `escaping` makes any text mean itself; `spans` writes bold, italic and the like; `lines` joins lines so that each
stays a line; `code_parts` finds the code in which a dialect may change nothing; `addresses` makes relative addresses
whole; `body_format` tells in which of our formats a body is read; `titles` makes titles of bodies.
"""
