"""How forum engines and mail programs mark up a quote: a row for each, pure data.

Selectors are `tag`, `tag.class`, `.class` or `tag#id`, separated by spaces; classes and ids are case-sensitive. A
`blockquote` is a quote for every engine. The title of a quote names the quoted author: it is the first element in the
quote, or the element right before it.
"""

from msgspec import Struct


class QuoteMarkup(Struct, frozen=True, kw_only=True):
    """How an engine marks up a quote: selectors, and names of attributes."""

    quotes: str = "blockquote"
    """Selectors of the element around a quote. A table cell (`td.…`) is the last cell of a table with one column, below
    the cell with the title, if there is one."""
    wrappers: str = ""
    """Selectors of elements that wrap the quoted words once more at the start of the quote, and so are no nested
    quotes."""
    titles: str = ""
    """Selectors of the title."""
    name_class: str = ""
    """The class of the title, or of an element in it, whose whole text is the author's name."""
    author_attributes: str = ""
    """Attributes of the quote's element, or of a wrapper, whose value is the author's name."""
    post_attributes: str = ""
    """Attributes whose value has the number of the quoted post. The link of a title may have it for every engine."""
    needs_title: bool = False
    """True if the element is a quote only after a title, since its class has other uses."""


ENGINES = {
    "phpBB 2": QuoteMarkup(quotes="td.quote"),
    "phpBB 3": QuoteMarkup(titles="cite", post_attributes="cite"),
    "phpBB 3, subsilver2": QuoteMarkup(quotes="div.quotecontent", titles="div.quotetitle"),
    "vBulletin 2, 3": QuoteMarkup(quotes="td.alt2", titles="div.smallfont", needs_title=True),
    "vBulletin 4, 5": QuoteMarkup(quotes="div.bbcode_quote", wrappers="blockquote", titles=".bbcode_postedby"),
    "SMF 1, YaBB, Discuz": QuoteMarkup(
        quotes="div.quote", wrappers="blockquote div.quotemain", titles="div.quoteheader h5"
    ),
    "SMF 2": QuoteMarkup(
        quotes="blockquote.bbc_standard_quote blockquote.bbc_alternate_quote", titles="div.quoteheader cite"
    ),
    "MyBB 1.2": QuoteMarkup(quotes="div.quote_body", titles="div.quote_header"),
    "MyBB": QuoteMarkup(quotes="blockquote.mycode_quote", titles="cite"),
    "Invision 1": QuoteMarkup(quotes="td#QUOTE td#quote"),
    "Invision 2": QuoteMarkup(quotes="div.quotemain", titles="div.quotetop"),
    "Invision 3": QuoteMarkup(
        quotes="blockquote.ipsBlockquote div.blockquote",
        wrappers="div.quote",
        titles="p.citation",
        author_attributes="data-author",
        post_attributes="data-cid",
    ),
    "Invision 4": QuoteMarkup(
        quotes="blockquote.ipsQuote",
        titles=".ipsQuote_citation",
        author_attributes="data-ipsquote-username",
        post_attributes="data-ipsquote-contentcommentid",
    ),
    "XenForo 1": QuoteMarkup(
        quotes="div.bbCodeQuote",
        wrappers="blockquote div.quote",
        titles=".attribution",
        author_attributes="data-author",
    ),
    "XenForo 2": QuoteMarkup(
        quotes="blockquote.bbCodeBlock--quote div.bbCodeBlock--quote",
        wrappers="blockquote",
        titles=".bbCodeBlock-title",
        author_attributes="data-quote",
        post_attributes="data-source",
    ),
    "Vanilla": QuoteMarkup(
        quotes="blockquote.Quote blockquote.UserQuote div.Quote div.UserQuote",
        wrappers="blockquote",
        titles=".QuoteAuthor",
        author_attributes="rel",
    ),
    "Vanilla, rich": QuoteMarkup(
        quotes="div.embedQuote", wrappers="blockquote", titles=".embedQuote-header", name_class="embedQuote-userName"
    ),
    "Flarum": QuoteMarkup(titles="a.PostMention", name_class="PostMention", post_attributes="data-id"),
    "Discourse": QuoteMarkup(
        quotes="aside.quote",
        wrappers="blockquote",
        titles=".title",
        author_attributes="data-username",
        post_attributes="data-post",
    ),
    "NodeBB": QuoteMarkup(),
    "Drupal": QuoteMarkup(quotes="div.quote-msg fieldset.quote", wrappers="blockquote", titles=".quote-author legend"),
    "bbPress": QuoteMarkup(titles=".d4p-bbt-quote-title .gdbbx-quote-title .bbp-quote-title"),
    "wpForo, Asgaros": QuoteMarkup(titles=".wpforo-post-quote-author .quotetitle", post_attributes="data-postid"),
    "PunBB, FluxBB": QuoteMarkup(quotes="div.quotebox", wrappers="blockquote", titles="cite"),
    "WoltLab 2 to 6": QuoteMarkup(
        quotes="blockquote.quoteBox blockquote.quote",
        titles=".quoteBoxTitle .quoteBoxHeader .quoteHeader header",
        author_attributes="data-author",
        post_attributes="cite",
    ),
    "Telligent": QuoteMarkup(quotes="blockquote.quote", titles=".quote-user", name_class="quote-user"),
    "Kunena": QuoteMarkup(quotes="div.kmsgtext-quote"),
    "HyperKitty": QuoteMarkup(quotes="div.quoted-text"),
    "Gmail, Google Groups": QuoteMarkup(quotes="blockquote.gmail_quote", titles=".gmail_attr"),
    "Thunderbird": QuoteMarkup(titles=".moz-cite-prefix"),
    "Apple Mail": QuoteMarkup(),
    "Yahoo": QuoteMarkup(quotes="div.yahoo_quoted"),
    "Outlook": QuoteMarkup(),  # its header is read by `outlook_header`
    "Zulip, Reddit, Disqus": QuoteMarkup(),
}
"""The markup of each engine. An empty row: a `blockquote`, with a line of text before it or in it that names the
author."""

QUOTE_SELECTORS = {
    selector: engine for engine in ENGINES.values() for selector in engine.quotes.split() if selector != "blockquote"
}
"""The engine's markup by the selector of a quote, for all selectors but a bare `blockquote`."""
NAME_CLASSES = frozenset(engine.name_class for engine in ENGINES.values() if engine.name_class)
TITLE_SELECTORS = frozenset(selector for engine in ENGINES.values() for selector in engine.titles.split())
AUTHOR_ATTRIBUTES = tuple(dict.fromkeys(name for row in ENGINES.values() for name in row.author_attributes.split()))
POST_ATTRIBUTES = tuple(dict.fromkeys(name for row in ENGINES.values() for name in row.post_attributes.split()))
QUOTE_CLASSES = frozenset(
    selector.partition(".")[2] for selector in (*QUOTE_SELECTORS, *TITLE_SELECTORS) if "." in selector
)
"""Classes of quotes and of their titles."""
