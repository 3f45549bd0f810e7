"""Text as HTML, as markdown-it writes it."""

import html


def escape_html(text: str) -> str:
    """Text without what HTML would take for more.

    >>> escape_html("<b> & 'c'")
    "&lt;b&gt; &amp; 'c'"
    """
    return html.escape(text, quote=False).replace('"', "&quot;")


def render_code(code: str, language: str, title: str = "") -> str:
    """A block of code, which a keyboard can scroll. `title`: what is said of it beside its language."""
    named = f' class="language-{escape_html(language)}"' if language else ""
    titled = f' title="{escape_html(title)}"' if title else ""
    return f'<pre dir="ltr" tabindex="0"{titled}><code{named}>{escape_html(code)}</code></pre>\n'
