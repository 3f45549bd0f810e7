"""Typesetting: the formulas in the HTML of a passage become MathML, which browsers show without a script.

The only package that uses math-core, which is optional and imported when the first formula comes. As highlighting, it
is a step of drawing, not of parsing: quotes, the search, feeds, `index.json` and copies of sources have the formulas as
they are written. The TeX of a formula stays on its page, as the annotation of its MathML.
"""

from archiver.bodies.typesetting.formula_elements import typeset_formulas

__all__ = ["typeset_formulas"]
