"""HTML of text and of code blocks, escaped exactly as markdown-it-py does."""

import html


def escape_html(text: str) -> str:
    """Escape the special characters of HTML in a text.

    >>> escape_html("<b> & 'c'")
    "&lt;b&gt; &amp; 'c'"
    """
    return html.escape(text, quote=False).replace('"', "&quot;")


def render_code(code: str, language: str, title: str = "") -> str:
    """Render a code block as HTML that can be scrolled with the keyboard.

    Args:
        code: the text of the code.
        language: the name of the programming language; empty if unknown.
        title: the rest of the fence's info string, such as a file name.
    """
    class_attribute = f' class="language-{escape_html(language)}"' if language else ""
    title_attribute = f' title="{escape_html(title)}"' if title else ""
    return f'<pre dir="ltr" tabindex="0"{title_attribute}><code{class_attribute}>{escape_html(code)}</code></pre>\n'
