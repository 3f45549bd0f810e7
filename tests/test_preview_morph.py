"""The preview's scripts in a page: it changes where its HTML has changed, and what the reader has done stays."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import PATIENCE, open_context
from tests.conftest import Project
from tests.fake_preview import FakePreview, serve_fake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

CONNECTED = "script[data-connected]"
LAMPS, OWLS = "/space/lamps/", "/space/owls/"
FILLER = "The lamp at the corner went out again, and the owl above it said what owls say of lamps. " * 6
QUOTE = "".join(f"> {FILLER}\n>\n" for _ in range(3))  # long enough to be folded
STYLE = "html { background: rgb(1, 2, 3) } body { padding-top: 40px }"
WATCH = """() => {
    window.changes = [];
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((found) => changes.push(...found)).observe(document, options);
}"""
CHANGED = """() => {
    const found = changes.flatMap(({ type, target, addedNodes, removedNodes }) =>
        type === "childList" ? [...addedNodes, ...removedNodes] : [target]);
    const isLinkedData = (node) => node.parentNode?.type === "application/ld+json"; // it repeats the posts
    return [...new Set(found.filter((node) => !isLinkedData(node)).map((node) => node.textContent))];
}"""
MARK = "() => { window.isSame = true }"


MERGES_SCRIPT = Path(__file__).parent / "preview_merges.js"
BLANK = "<!doctype html><html><title>Blank</title><body></body></html>"
"""A page without a policy, in which the scripts are tried alone."""


def thread(posts: list[str]) -> str:
    """A source whose posts are numbered by their places."""
    return "Streetlamps\n\n" + "".join(f"{body}\n\n\n" for body in posts)


POSTS = [f"Post {n} begins. {FILLER}\n\nPost {n} ends." for n in range(1, 21)]
POSTS[3] = f"Post 4 begins. {FILLER}\n\n{QUOTE}\nPost 4 ends."


class Site:
    """A project whose built pages a server without archiver shows."""

    def __init__(self, project: Project, fake: FakePreview) -> None:
        self.project, self.fake = project, fake

    def write(self, posts: list[str], name: str = "lamps") -> None:
        self.project.write(f"content/space/{name}.md", thread(posts))
        self.show()

    def show(self) -> None:
        self.project.build()
        self.fake.read_folder(self.project.root / "site")

    def open(self, context: BrowserContext, path: str = LAMPS) -> Page:
        page = context.new_page()
        page.goto(f"{self.fake.address}{path}")
        page.locator(CONNECTED).wait_for(state="attached")
        page.evaluate(MARK)
        return page


@pytest.fixture
def site(project: Project) -> Iterator[Site]:
    with serve_fake(FakePreview()) as fake:
        made = Site(project, fake)
        project.write("content/space/owls.md", thread(["Only owls here."]))
        made.write(POSTS)
        yield made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with open_context(browser) as made:
        yield made


def see(page: Page, words: str) -> None:
    page.get_by_text(words, exact=False).first.wait_for(timeout=PATIENCE, state="attached")


def edited(number: int, old: str, new: str) -> list[str]:
    return [post.replace(old, new) if n == number else post for n, post in enumerate(POSTS, 1)]


def is_same(page: Page) -> bool:
    """If the page was not loaded again."""
    return bool(page.evaluate("() => window.isSame === true"))


def top_of(page: Page, words: str) -> float:
    return float(
        page.locator(".posts").get_by_text(words).first.evaluate("(element) => element.getBoundingClientRect().top")
    )


def until(page: Page, script: str) -> None:
    """Wait until a script of the page gives true; the page's policy forbids to wait in it."""
    from playwright.sync_api import Error

    for _ in range(PATIENCE // 20):
        with suppress(Error):  # the page is being loaded again
            if page.evaluate(script):
                return
        page.wait_for_timeout(20)
    raise AssertionError(f"it never came true: {script}")


def test_an_edit_of_a_paragraph_changes_only_its_text(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    page.evaluate(WATCH)
    site.write(edited(7, "Post 7 ends.", "Post 7 ends here."))
    see(page, "Post 7 ends here.")
    assert page.evaluate(CHANGED) == ["Post 7 ends here."]


def test_an_edit_of_another_thread_touches_nothing(site: Site, context: BrowserContext) -> None:
    page, other = site.open(context), site.open(context, OWLS)
    page.evaluate(WATCH)
    site.write(["Only owls there."], "owls")
    see(other, "Only owls there.")
    assert page.evaluate(CHANGED) == []
    assert not [request for request in site.fake.requests if f"page?page={LAMPS}" in request]


def test_what_the_reader_has_done_stays(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    page.locator("#_scheme").select_option("dark")
    page.locator("details").first.evaluate("(details) => { details.open = true }")
    page.evaluate("() => getSelection().selectAllChildren(document.getElementById(9).querySelector('p'))")
    page.locator("#_q").fill("lamps and owls")
    page.locator("#_q").evaluate("(input) => input.setSelectionRange(2, 5)")
    chosen = page.evaluate("() => document.documentElement.dataset.scheme")
    page.evaluate("() => scrollTo(0, 3000)")
    site.write(edited(2, "Post 2 begins.", "Post 2 starts."))
    see(page, "Post 2 starts.")
    found = page.evaluate("""() => ({
        scheme: document.documentElement.dataset.scheme, label: document.querySelector("#_scheme").hidden,
        open: document.querySelector("details").open, focus: document.activeElement.id,
        typed: document.activeElement.value,
        caret: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
    })""")
    assert found == {
        "scheme": chosen,
        "label": False,
        "open": True,
        "focus": "_q",
        "typed": "lamps and owls",
        "caret": [2, 5],
    }
    assert is_same(page)


def test_a_selection_stays_in_a_paragraph_that_changes(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    page.evaluate("""() => {
        const [text] = document.getElementById(9).querySelector(".body p").childNodes;
        getSelection().setBaseAndExtent(text, 5, text, 30);
    }""")
    selected = page.evaluate("() => String(getSelection())")
    site.write(edited(9, "say of lamps", "think of lamps"))
    see(page, "think of lamps")
    assert page.evaluate("() => String(getSelection())") == selected


@pytest.mark.parametrize("anchoring", ["auto", "none"])
@pytest.mark.parametrize("count", [1, 3, -2])
def test_what_is_read_stays_where_it_is_when_posts_come_and_go_above(
    site: Site, context: BrowserContext, anchoring: str, count: int
) -> None:
    page = site.open(context)
    page.evaluate(f"() => {{ document.documentElement.style.overflowAnchor = '{anchoring}' }}")
    post = page.locator(".posts").get_by_text("Post 12 begins.")  # the outline has its beginning, too
    post.evaluate("(element) => scrollTo(0, element.getBoundingClientRect().top - 100)")
    before = top_of(page, "Post 12 begins.")
    posts = [*POSTS[:2], *(f"New {n}. {FILLER}" for n in range(count)), *POSTS[2 + max(0, -count) :]]
    site.write(posts)
    page.locator(f'[id="{len(posts)}"]').wait_for(state="attached")
    until(page, f"() => document.querySelectorAll('.post').length === {len(posts)}")
    page.wait_for_timeout(200)  # some frames, in which the browser might scroll
    assert abs(top_of(page, "Post 12 begins.") - before) <= 1
    assert is_same(page)


def test_new_posts_renumber_those_after_them_without_new_nodes(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    page.evaluate("() => { window.last = document.getElementById(20) }")
    site.write([*POSTS[:5], "A new one.", *POSTS[5:]])
    see(page, "A new one.")
    assert page.evaluate("() => [last.isConnected, last.id]") == [True, "21"]


def test_at_the_top_of_a_page_what_is_new_is_seen(site: Site, context: BrowserContext) -> None:
    page = site.open(context, "/")
    site.project.write("content/space/aaa.md", thread(["A thread that is new."]))
    site.show()
    see(page, "A thread that is new.")
    assert page.evaluate("() => scrollY") == 0


def test_a_thread_that_is_edited_in_its_middle_changes_post_by_post(site: Site, context: BrowserContext) -> None:
    site.write(POSTS[:5])
    page = site.open(context)
    for step, posts in enumerate(
        [
            [*POSTS[:2], "In between.", *POSTS[2:5]],
            [*POSTS[:2], *POSTS[3:5]],
            [POSTS[0], "Another second.", "And a third.", POSTS[4]],
            [*reversed(POSTS[:5])],
        ]
    ):
        site.write([*posts, f"Step {step}."])
        see(page, f"Step {step}.")
        words = page.locator(".body").all_inner_texts()
        assert [body.split(".")[0] for body in words] == [body.split(".")[0] for body in [*posts, f"Step {step}."]]
        assert is_same(page)


def test_the_title_changes(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    site.project.write("content/space/lamps.md", thread(POSTS).replace("Streetlamps", "Lanterns"))
    site.show()
    page.get_by_role("heading", name="Lanterns").wait_for()
    assert page.title().startswith("Lanterns")
    assert is_same(page)


def test_changes_that_come_while_one_is_fetched_are_not_lost(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    for n in range(30):
        site.fake.write_page(LAMPS, site.fake.pages[LAMPS].replace("Post 7 ends", f"Now{n} Post 7 ends"))
    see(page, "Now28 Now29 Post 7 ends")
    assert is_same(page)


def test_a_stylesheet_is_swapped_without_a_frame_that_has_none(site: Site, context: BrowserContext) -> None:
    style = site.fake.assets["/assets/style.css"] + STYLE
    site.fake.write_asset("/assets/style.css", style)
    page = site.open(context)
    page.evaluate("() => scrollTo(0, 3000)")
    page.evaluate("""() => {
        window.colours = new Set();
        const look = () => {
            colours.add(getComputedStyle(document.documentElement).backgroundColor);
            requestAnimationFrame(look);
        };
        look();
    }""")
    before = page.evaluate("() => document.elementFromPoint(300, 300).closest('p').getBoundingClientRect().top")
    page.evaluate("() => { window.seen = document.elementFromPoint(300, 300).closest('p') }")
    for colour, padding in [("rgb(4, 5, 6)", "400px"), ("rgb(7, 8, 9)", "10px")]:
        changed = style.replace("rgb(1, 2, 3)", colour).replace("40px", padding)
        site.fake.write_asset("/assets/style.css", changed)
        until(page, f"() => getComputedStyle(document.documentElement).backgroundColor === '{colour}'")
    page.wait_for_timeout(100)
    assert abs(page.evaluate("() => seen.getBoundingClientRect().top") - before) <= 1
    assert page.evaluate("() => [...colours]") == ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgb(7, 8, 9)"]
    assert page.locator("link[rel=stylesheet]").count() == 1
    assert is_same(page)


def test_what_a_stylesheet_imports_and_shows_is_renewed(site: Site, context: BrowserContext) -> None:
    fake = site.fake
    fake.write_asset("/assets/colours.css", "html { background: rgb(1, 2, 3) url(icon.svg) }")
    fake.write_asset("/assets/style.css", '@import "colours.css";' + fake.assets["/assets/style.css"])
    page = site.open(context)
    fake.write_asset("/assets/colours.css", "html { background: rgb(4, 5, 6) url(icon.svg) }")
    until(page, "() => getComputedStyle(document.documentElement).backgroundColor === 'rgb(4, 5, 6)'")
    before = len([request for request in fake.requests if request.startswith("/assets/icon.svg")])
    fake.write_asset("/assets/icon.svg", fake.assets["/assets/icon.svg"] + "<!-- new -->")
    until(page, "() => document.querySelector('link[rel=icon]').href.includes('?v=')")
    page.wait_for_timeout(300)
    assert len([request for request in fake.requests if request.startswith("/assets/icon.svg")]) > before
    assert is_same(page)


def test_a_script_that_the_page_uses_reloads_it(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    site.fake.write_asset("/assets/search/file.js", "// only the search page has it")
    site.write(edited(7, "Post 7 ends.", "Post 7 ends here."))
    see(page, "Post 7 ends here.")
    assert is_same(page)
    site.fake.write_asset("/assets/site.js", site.fake.assets["/assets/site.js"] + "\n// new")
    until(page, "() => !window.isSame")


def test_a_new_version_of_the_preview_reloads_the_page(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    site.fake.tell(program="2")
    until(page, "() => !window.isSame")


def test_a_page_that_is_removed_comes_back(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    pages = site.fake.pages
    site.fake.tell(pages={path: html for path, html in pages.items() if path != LAMPS})
    see(page, "There is no such page")
    site.fake.tell(pages=pages)
    see(page, "Post 7 ends.")


def test_it_works_under_the_path_of_a_proxy(project: Project, context: BrowserContext) -> None:
    with serve_fake(FakePreview(prefix="/proxied/here")) as fake:
        site = Site(project, fake)
        site.write(POSTS)
        page = site.open(context)
        site.write(edited(7, "Post 7 ends.", "Post 7 ends here."))
        see(page, "Post 7 ends here.")
        assert is_same(page)


def open_blank(context: BrowserContext, fake: FakePreview) -> Page:
    page = context.new_page()
    page.goto(fake.address)
    page.add_script_tag(path=MERGES_SCRIPT, type="module")
    page.wait_for_function("() => window.mergeRandomPages")
    return page


@pytest.mark.parametrize("seed", range(3))
def test_a_page_that_nobody_has_touched_becomes_the_new_one(context: BrowserContext, seed: int) -> None:
    with serve_fake(FakePreview(pages={"/": BLANK})) as fake:
        assert open_blank(context, fake).evaluate("(choice) => mergeRandomPages(choice)", [seed, 400]) == []


MERGES = {
    "a class that a script has added": (
        '<p class="a b">1</p>',
        "document.querySelector('p').classList.add('seen')",
        '<p class="b c">1</p>',
        '<p class="b seen c">1</p>',
    ),
    "an attribute that both have changed": (
        '<p title="1">1</p>',
        "document.querySelector('p').title = '2'",
        '<p title="3">1</p>',
        '<p title="3">1</p>',
    ),
    "a node that a script has added": (
        "<p>1</p><p>2</p>",
        "document.querySelector('p').after('mine')",
        "<p>1</p><p>new</p><p>2</p>",
        "<p>1</p><p>new</p>mine<p>2</p>",
    ),
    "a node that a script has removed": (
        "<p>1</p><ul><li>2</li></ul>",
        "document.querySelector('ul').remove()",
        "<p>3</p><ul><li>2</li></ul>",
        "<p>3</p>",
    ),
    "a list that a script has filled": (
        "<ol></ol><p>1</p>",
        "document.querySelector('ol').innerHTML = '<li>mine</li>'",
        '<ol class="new"></ol><p>2</p>',
        '<ol class="new"><li>mine</li></ol><p>2</p>',
    ),
    "a part that a script has rebuilt": (
        "<div><section><p>1</p></section><p>other</p></div>",
        "document.querySelector('section').innerHTML = '<b>mine</b>'; document.querySelector('div').title = 'mine'",
        "<div><section><p>2</p></section><p>other</p></div>",
        '<div title="mine"><section><p>2</p></section><p>other</p></div>',
    ),
    "an element that a script has moved": (
        '<div><p id="a">1</p></div><aside></aside>',
        "document.querySelector('aside').append(document.querySelector('p'))",
        '<div><p id="a">2</p></div><aside></aside>',
        '<div></div><aside><p id="a">2</p></aside>',
    ),
    "two ids that are the same": (
        '<p id="a">1</p><p id="a">2</p>',
        "",
        '<p id="a">2</p><div><p id="a">1</p></div>',
        '<p id="a">2</p><div><p id="a">1</p></div>',
    ),
}


@pytest.mark.parametrize("name", MERGES)
def test_what_scripts_have_changed_stays_where_the_files_have_not(context: BrowserContext, name: str) -> None:
    before, script, after, merged = MERGES[name]
    with serve_fake(FakePreview(pages={"/": BLANK})) as fake:
        page = open_blank(context, fake)
        assert page.evaluate("(pages) => mergeInto(pages)", [before, before, after, script]) == merged


KEYED = """
    <section><input id="a" value="1"></section><section><details id="b"><summary>x</summary></details></section>"""
SWAPPED = """
    <section><details id="b"><summary>x</summary></details></section>
    <div><section><input id="a" value="1"></section></div>"""


def test_elements_with_an_id_are_moved_as_they_are(context: BrowserContext) -> None:
    script = """
        window.nodes = ["a", "b"].map((id) => document.getElementById(id));
        nodes[0].focus();
        nodes[0].value = "typed";
        nodes[0].setSelectionRange(1, 3);
        nodes[1].open = true;
    """
    with serve_fake(FakePreview(pages={"/": BLANK})) as fake:
        page = open_blank(context, fake)
        page.evaluate("(pages) => mergeInto(pages)", [KEYED, KEYED, SWAPPED, script])
        found = page.evaluate("""() => {
            const [a, b] = ["a", "b"].map((id) => document.getElementById(id));
            return [a === nodes[0], b === nodes[1], document.activeElement.id, a.value, a.selectionStart, b.open];
        }""")
        assert found == [True, True, "a", "typed", 1, True]


def test_what_is_shown_without_scripts_stays_text(context: BrowserContext) -> None:
    with serve_fake(FakePreview(pages={"/": BLANK.replace("<body>", "<body><noscript><p>Old</p></noscript>")})) as fake:
        page = context.new_page()
        page.goto(fake.address)
        page.locator(CONNECTED).wait_for(state="attached")
        fake.write_page("/", fake.pages["/"].replace("Old", "New") + "<noscript><p>Another</p></noscript>Done")
        see(page, "Done")
        script = "() => [...document.querySelectorAll('noscript')].map((e) => [e.innerHTML, e.children.length])"
        found = page.evaluate(script)
        assert found == [["<p>New</p>", 0], ["<p>Another</p>", 0]]


def test_a_page_that_could_not_be_fetched_is_fetched_again(site: Site, context: BrowserContext) -> None:
    page = site.open(context)
    attempts: list[str] = []

    def refuse_once(route: Route) -> None:
        attempts.append(route.request.url)
        route.abort() if len(attempts) == 1 else route.continue_()

    context.route("**/_archiver/page?*", refuse_once)
    site.write(edited(7, "Post 7 ends.", "Post 7 ends here."))
    see(page, "Post 7 ends here.")
    assert len(attempts) == 2
    assert is_same(page)


def test_what_is_new_below_a_list_of_thousands_is_right(context: BrowserContext) -> None:
    with serve_fake(FakePreview(pages={"/": BLANK})) as fake:
        rows = "".join(f"<li>{n}</li>" for n in range(2000))
        after = "".join(f"<li><b>{n}</b></li>" for n in range(1, 2001))
        page = open_blank(context, fake)
        assert page.evaluate("(pages) => mergeInto(pages)", [rows, rows, after, ""]) == after


PICTURES = """<!doctype html><html><title>Pictures</title><body>
<img id="plain" src="assets/a.svg?x=1"><img id="set" src="assets/b.svg" srcset="assets/a.svg 1x, assets/b.svg 2x">
<svg><use id="used" href="assets/a.svg#part"></use></svg><a id="link" href="assets/a.svg">a link</a></body></html>"""


def test_changed_pictures_are_loaded_anew_where_they_are_shown(context: BrowserContext) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="part"></g>{}</svg>'
    assets = {f"/assets/{name}.svg": picture.format(name) for name in "ab"}
    with serve_fake(FakePreview(pages={"/": PICTURES}, assets=assets)) as fake:
        page = context.new_page()
        page.goto(fake.address)
        page.locator(CONNECTED).wait_for(state="attached")
        page.evaluate(MARK)
        for text in ["new", "newer"]:
            fake.write_asset("/assets/a.svg", picture.format(text))
            version = fake.versions()["assets/a.svg"]
            page.locator(f"#plain[src='assets/a.svg?x=1&v={version}']").wait_for()
        found = page.evaluate("""() => ["set", "used", "link"].map((id) =>
            ["srcset", "src", "href"].map((name) => document.getElementById(id).getAttribute(name)))""")
        assert found == [
            [f"assets/a.svg?v={version} 1x, assets/b.svg 2x", "assets/b.svg", None],
            [None, None, f"assets/a.svg?v={version}#part"],
            [None, None, "assets/a.svg"],
        ]
        fake.write_page("/", PICTURES.replace("a link", "a link here").replace('id="set"', 'id="set" alt="Owls"'))
        see(page, "a link here")
        assert page.evaluate("() => document.images[1].srcset.includes('?v=')")
        assert is_same(page)
