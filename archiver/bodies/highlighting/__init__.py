"""Highlighting: the parts of code in the HTML of a passage get the classes by which a theme colours them.

The only package that uses Pygments, which is imported when the first code in a language that it knows comes. It is a
step of drawing, not of parsing: quotes, the search, feeds and `index.json` have the code without `<span>` elements. The
text of the code never changes, and of a lexer's output only the positions and the types of tokens are used.
"""

from archiver.bodies.highlighting.code_blocks import highlight_code

__all__ = ["highlight_code"]
