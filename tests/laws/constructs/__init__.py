"""What bodies are made of, for each format: a table of constructs, with marks where words go.

`§` stands for a word in the text, `¤` for one that the text may or may not show but that a reader can get at (where a
link leads, a title, a label), `†` for one that is dropped on purpose. Each becomes a word that stands nowhere else.
"""

from tests.laws.constructs.bbcode import BBCODE
from tests.laws.constructs.construct import TEXT, Constructs, Filled, fill, words_in
from tests.laws.constructs.html import HTML
from tests.laws.constructs.mail import MAIL
from tests.laws.constructs.markdown import MARKDOWN
from tests.laws.constructs.mixed import MIXED

CONSTRUCTS = {"markdown": MARKDOWN, "text": MAIL, "html": HTML, "bbcode": BBCODE, "mixed": MIXED}
"""By the name of the format."""

__all__ = ["CONSTRUCTS", "TEXT", "Constructs", "Filled", "fill", "words_in"]
