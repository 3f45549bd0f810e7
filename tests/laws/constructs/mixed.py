"""What Markdown with islands of HTML is made of: what both are, but where one would be read as the other."""

from tests.laws.constructs.construct import Constructs
from tests.laws.constructs.html import HTML
from tests.laws.constructs.markdown import MARKDOWN

_ADDRESSES = ("<http", "<§@", "<ftp", "<¤")


def _is_markdown(template: str) -> bool:
    """True if what stands in it between angle brackets is an address."""
    rest = template
    for begin in _ADDRESSES:
        rest = rest.replace(begin, "")
    return "<" not in rest


_ISLANDS = (
    "<div>\n\n**§**\n\n</div>",
    "<div>\n**§**\n</div>\n§",
    "<details><summary>§</summary>\n\n> §\n\n</details>",
    "§ <b>*§*</b> **<i>§</i>**",
    "<p>§</p>\n\n- §\n- <b>§</b>\n\n<p>§</p>",
    "> <p>§</p>\n> §",
    "<blockquote>\n\n§\n\n</blockquote>\n\n§",
    "- <ul><li>§</li></ul>",
    "| <b>§</b> | <br>§ |\n|---|---|\n| <a href='http://¤.example/¤'>§</a> | § |",
    "```html\n<b>§</b>\n```",
    "`<b>§</b>` \\<b>§",
    "<!-- † -->\n§",
    "<!-- †\n\n† -->\n\n§",
    "<pre>\n§\n\n  *§*\n</pre>",
    "<script>†</script>\n\n§",
    "[<b>§</b>](http://¤.example/¤)",
    '<a href="http://¤.example/¤">\n\n![§](http://¤.example/¤.png)\n\n</a>',
    '<a id="†"></a>§',
    "<table>\n<tr><td>\n\n§\n\n</td></tr>\n</table>",
    "<b>§\n\n§</b>",
    "</div>\n§",
    "<§@§.example> <http://¤.example/¤>",
)

MIXED = Constructs(
    inline=(*filter(_is_markdown, MARKDOWN.inline), *HTML.inline),
    blocks=(*filter(_is_markdown, MARKDOWN.blocks), *HTML.blocks, *_ISLANDS),
    around=(*MARKDOWN.around, *HTML.around, "<div>\n\n…\n\n</div>", "<details><summary>§</summary>\n\n…\n\n</details>"),
    joints=MARKDOWN.joints,
    is_tree=True,
)
