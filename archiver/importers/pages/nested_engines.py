"""How Hacker News marks up a page of a thread, with its nested comments: a row for each version, pure data."""

from archiver.importers.pages.engine import Engine

_ITEM = r"item\?id=(\d+)|^score_(\d+)$"
_ITEM_URL = "https://news.ycombinator.com/item?id={}"
_GONE = r"\[(?:deleted|flagged|dead|delayed)\]"
_REPLIES = r"(?P<replies>\d[\d,.]*) comments?"

NESTED: tuple[Engine, ...] = (
    Engine(
        name="Hacker News",
        family="hackernews",
        marks=('class="fatitem"', "class='fatitem'"),
        post="table.fatitem, tr.comtr",
        post_id=("tr.athing@id", "@id"),
        author=(".hnuser",),
        date=("span.age@title", "span.age"),
        is_utc=True,
        body=(
            ".commtext",
            "div.comment > span",
            ".comment",
            ".toptext",
            "tr[style*='height:2px'] + tr > td:last-child",
        ),
        removed=".reply, form, font[size='1'], .comment span span",
        link="td.title > a:not([href*='item?id=']), .titleline > a:not([href*='item?id='])",
        is_text_marked=True,
        gone=_GONE,
        depth=("td.ind@indent", "td.ind img@width"),
        reply_to=(".par a@href", ".navs a[href*='item?id=']@href"),
        permalink=("span.age a@href",),
        title=(".titleline > a", "td.title > a", ".onstory a", ".storyon a"),
        crumbs="nav a",
        board="^$",
        thread=_ITEM,
        thread_fields=(".onstory a@href", ".storyon a@href", "table.fatitem tr.athing@id"),
        site_name="Hacker News",
        thread_url=_ITEM_URL,
        post_url=_ITEM_URL,
        counts=(("td.subtext", _REPLIES), (".pagetop font", r"^page (?P<page>\d+)$")),
    ),
    Engine(
        name="Hacker News, before 2015",
        family="hackernews",
        marks=('class="default"', "class=default"),
        post="tr:has(> td.default), table:has(> tbody > tr > td.subtext)",
        post_id=(
            "td.subtext span[id^='score_']@id",
            "span.comhead a[href*='item?id=']@href",
            "td.subtext a[href*='item?id=']@href",
        ),
        author=("a[href*='user?id=']",),
        date=("td.subtext", "span.comhead"),
        is_utc=True,
        body=("span.comment", "tr:has(> td.subtext) + tr + tr > td:last-child"),
        removed="form, font[size='1']",
        link="tr:has(+ tr > td.subtext) > td.title > a[href^='http']:not([href*='item?id='])",
        is_text_marked=True,
        gone=_GONE,
        depth=("td > img[src$='s.gif']@width",),
        permalink=("span.comhead a[href*='item?id=']@href", "td.subtext a[href*='item?id=']@href"),
        title=("tr:has(+ tr > td.subtext) > td.title > a",),
        crumbs="nav a",
        board="^$",
        thread=_ITEM,
        thread_fields=("td.subtext span[id^='score_']@id", "td.subtext a[href*='item?id=']@href"),
        site_name="Hacker News",
        thread_url=_ITEM_URL,
        post_url=_ITEM_URL,
        counts=(("td.subtext", _REPLIES),),
    ),
)
