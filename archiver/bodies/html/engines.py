"""How engines and mail programs write a quote: a row for each, pure data.

Selectors are `tag`, `tag.class`, `.class` or `tag#id`, parted by spaces; classes and ids have their case. A quote is a
`blockquote` in any case. Its title says who is quoted: it is the first element in it, or stands right before it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where a quote, its title, its author and the quoted post's number stand."""

    quote: str = "blockquote"
    """Elements around a quote. A cell (`td.…`) is the last of a table that has one column, below its title if any."""
    same: str = ""
    """Elements with which a quote begins that are around it once more."""
    title: str = ""
    name: str = ""
    """The title, or an element in it, that has the name and nothing else."""
    author: str = ""
    """Attributes of the quote's element, or of an element right in it, that name who is quoted."""
    post: str = ""
    """Attributes in which stands the number of the quoted post; a title's link has it as well."""
    titled: bool = False
    """It is a quote only if its title stands before it: the element's class says other things too."""
    rest: str = ""
    """An element that is a title, below which all that follows is quoted (see `outlook`)."""


ENGINES = {
    "phpBB 2": Engine(quote="td.quote"),
    "phpBB 3": Engine(title="cite", post="cite"),
    "phpBB 3, subsilver2": Engine(quote="div.quotecontent", title="div.quotetitle"),
    "vBulletin 2, 3": Engine(quote="td.alt2", title="div.smallfont", titled=True),
    "vBulletin 4, 5": Engine(quote="div.bbcode_quote", same="blockquote", title=".bbcode_postedby"),
    "SMF 1, YaBB, Discuz": Engine(quote="div.quote", same="blockquote div.quotemain", title="div.quoteheader h5"),
    "SMF 2": Engine(quote="blockquote.bbc_standard_quote blockquote.bbc_alternate_quote", title="div.quoteheader cite"),
    "MyBB 1.2": Engine(quote="div.quote_body", title="div.quote_header"),
    "MyBB": Engine(quote="blockquote.mycode_quote", title="cite"),
    "Invision 1": Engine(quote="td#QUOTE td#quote"),
    "Invision 2": Engine(quote="div.quotemain", title="div.quotetop"),
    "Invision 3": Engine(
        quote="blockquote.ipsBlockquote div.blockquote",
        same="div.quote",
        title="p.citation",
        author="data-author",
        post="data-cid",
    ),
    "Invision 4": Engine(
        quote="blockquote.ipsQuote",
        title=".ipsQuote_citation",
        author="data-ipsquote-username",
        post="data-ipsquote-contentcommentid",
    ),
    "XenForo 1": Engine(
        quote="div.bbCodeQuote", same="blockquote div.quote", title=".attribution", author="data-author"
    ),
    "XenForo 2": Engine(
        quote="blockquote.bbCodeBlock--quote div.bbCodeBlock--quote",
        same="blockquote",
        title=".bbCodeBlock-title",
        author="data-quote",
        post="data-source",
    ),
    "Vanilla": Engine(
        quote="blockquote.Quote blockquote.UserQuote div.Quote div.UserQuote",
        same="blockquote",
        title=".QuoteAuthor",
        author="rel",
    ),
    "Vanilla, rich": Engine(
        quote="div.embedQuote", same="blockquote", title=".embedQuote-header", name="embedQuote-userName"
    ),
    "Flarum": Engine(title="a.PostMention", name="PostMention", post="data-id"),
    "Discourse": Engine(
        quote="aside.quote", same="blockquote", title=".title", author="data-username", post="data-post"
    ),
    "NodeBB": Engine(),
    "Drupal": Engine(quote="div.quote-msg fieldset.quote", same="blockquote", title=".quote-author legend"),
    "bbPress": Engine(title=".d4p-bbt-quote-title .gdbbx-quote-title .bbp-quote-title"),
    "wpForo, Asgaros": Engine(title=".wpforo-post-quote-author .quotetitle", post="data-postid"),
    "PunBB, FluxBB": Engine(quote="div.quotebox", same="blockquote", title="cite"),
    "WoltLab 2 to 6": Engine(
        quote="blockquote.quoteBox blockquote.quote",
        title=".quoteBoxTitle .quoteBoxHeader .quoteHeader header",
        author="data-author",
        post="cite",
    ),
    "Telligent": Engine(quote="blockquote.quote", title=".quote-user", name="quote-user"),
    "Kunena": Engine(quote="div.kmsgtext-quote"),
    "HyperKitty": Engine(quote="div.quoted-text"),
    "Gmail, Google Groups": Engine(quote="blockquote.gmail_quote", title=".gmail_attr"),
    "Thunderbird": Engine(title=".moz-cite-prefix"),
    "Apple Mail": Engine(),
    "Yahoo": Engine(quote="div.yahoo_quoted"),
    "Outlook": Engine(rest="div#divRplyFwdMsg"),
    "Zulip, Reddit, Disqus": Engine(),
}
"""The rows, by the engines that they are for. An empty one has a `blockquote`, and a line before it or in it."""

QUOTES = {
    selector: engine for engine in ENGINES.values() for selector in engine.quote.split() if selector != "blockquote"
}
"""The engine of each element with a class or an id that is around a quote."""
NAMES = frozenset(engine.name for engine in ENGINES.values() if engine.name)
TITLES = frozenset(selector for engine in ENGINES.values() for selector in engine.title.split())
AUTHORS = tuple(dict.fromkeys(name for engine in ENGINES.values() for name in engine.author.split()))
POSTS = tuple(dict.fromkeys(name for engine in ENGINES.values() for name in engine.post.split()))
CLASSES = frozenset(selector.partition(".")[2] for selector in (*QUOTES, *TITLES) if "." in selector)
"""The classes that say that an element has to do with a quote."""
