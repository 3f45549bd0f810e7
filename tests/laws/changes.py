"""What the machine of law 1 draws from: names, threads, settings, themes, and what others put into a site."""

from hypothesis import strategies as st

from tests.laws.media_changes import file_changes, shown_files
from tests.laws.small_site import thread

# Some of them meet at a URL, one has none, one wants a page of ours, and a thread can become a board.
PATHS = ("a.md", "b.md", "A.md", "a.markdown", "B/c.md", "b/c.md", "b/d/a.md", "e f.md", "e-f.md", "tags.md", "b/!.md")
TITLES = ("Moon talk", "Salt talk", "moon talk", "Öl & <b>")
WORDS = ("moon", "salt", "night")
SETTINGS_TEXTS = (
    "",
    'title = "Moon"\n',
    "[pages]\nposts = 1\njson = true\n",
    "[pages]\nthreads = 1\nfeeds = true\n",
    'base_url = "https://archive.example/sub/"\ntimezone = "Asia/Kathmandu"\n',
    '[theme_options]\nfooter = "salt"\n[boards.b]\ntitle = "Bee"\ndescription = "moon"\n',
    "[quotes]\nacross_threads = true\n",
    "offline = true\n",
    'offline = true\nbase_url = "https://archive.example/sub/"\n[quotes]\nacross_threads = true\n',
    'base_url = "https://archive.example/"\n[pages]\nposts = 1\n',
    'base_url = "https://archive.example/"\n[links]\narchived = false\n',
    "[search]\nenabled = false\n",
    "[pages]\nmath = true\njson = true\n",
    '[authors]\naddresses = "mask"\n[quotes]\nacross_threads = true\n',
    '[[feeds]]\nname = "moon"\nquery = "moon -salt"\n',
    'base_url = "https://archive.example/"\n[pages]\nfeeds = true\nfeed_content = true\nposts = 1\n',
    '[authors]\navatars = { ada = "moon.png", ben = "files/plan.pdf" }\n',
    '[media]\nexif = "keep"\n',
    'theme = "plain"\n[pages]\nposts = 1\n',
    'theme = "mail"\n[theme_options]\nscripts = false\n',
    'exclude = ["files/*"]\n',
    "[[source]]\nglob = '*'\npath = '(?P<letter>[abe])[^/]*$'\nthread = '{letter}'\n",
    "[quotes]\nacross_threads = true\n[[source]]\nglob = '*'\nthread = '/{title}'\norder = 'date'\n",
    'exclude = ["b/d/*"]\n[[source]]\nglob = "b/**"\nformat = "text"\npost = "^## (?P<author>.+) · (?P<date>.+) .*$"\n',
)
WRONG_SETTINGS = ('titel = "x"\n', "title = 3\n", "[pages\n", '[theme_options]\nfoter = "x"\n', 'theme = "defualt"\n')
LONG = "The dish at Canberra is back after eleven months, and nobody will say who has paid for the new bearings."
LINK = (
    "See https://archive.example/old/moon/ and https://archive.example/old/moon/2, or [there](/b/c.md#p2),"
    " or ask ada@archive.example. Also [here](/a.md#p3), [this](#p2) and [that](b.md)."
)
FORMULAS = "It is $x^2$, or $\\ce{H2O}$."
OWN_PAGES = ("_pages/about.md", "_pages/b/c.md", "_pages/tags.md")
OWN_TEXTS = (
    None,
    "# Moon\n\nSee [it](/b/c.md#p2), ![the moon](/files/moon.png).\n",
    "---\ntitle: Salt\n---\n\nSee [it](/a.md#p2), [them](/about), [us](about.md).\n",
    "---\ndraft: true\n---\n\nSee [it](/a.md).\n",
)
"""None: there is no such page."""
ALIASES = ("old/moon", "about", "a", "tags", "b/d")
OVERRIDES: tuple[dict[str, str], ...] = (
    {},
    {"templates/robots.txt": "mine\n"},
    {"templates/thread.html": '{% extends "!default/thread.html" %}{% block title %}Mine{% endblock %}'},
    {"assets/style.css": "body { color: red }\n", "assets/mine.css": "\n"},
    {"templates/tags.html": "{{ nothing }}"},
    {"templates/pages/about.html": '{% extends "page.html" %}{% block before_content %}Mine{% endblock %}'},
)
BAD = (b"\xff", b"---\ntags: [a\n---\n# T\n", b"lost\n\n## ada {#p1}\n\nmoon\n\n## ada {#p1}\n\nsalt\n")
# Some stand in nobody's way, some where a page or its folder belongs, now or later; one with a slash is a folder.
FOREIGN = (
    "CNAME",
    ".git/HEAD",
    "b/photo.jpg",
    "empty/",
    "b/empty/",
    "a/index.html",
    "b/index.html",
    "b/c/index.md",
    "tags/salt/index.html",
    "old/moon/index.html",
    "assets/mine.css",
    "assets/media/note.txt",
    "assets/media",
    "a/index.html/theirs.txt",
    "e-f",
    "b",
    "authors/ada",
)

paths, titles = st.sampled_from(PATHS), st.sampled_from(TITLES)
sentences = st.one_of(
    st.sampled_from(WORDS).map("The {0} is up.".format),
    st.just(LONG),
    st.just(f"> {LONG}\n\nSo who?"),
    st.just(LINK),
    st.just(FORMULAS),
    shown_files,
)
bodies = st.lists(sentences, min_size=1, max_size=3)
threads = st.builds(lambda title, posts, tags: thread(title, *posts, tags=tags), titles, bodies, st.sampled_from(WORDS))
changes = st.one_of(
    st.none(),
    st.tuples(paths, threads),
    st.integers(0, 3),
    st.sampled_from(SETTINGS_TEXTS),
    st.sampled_from(OVERRIDES),
    file_changes,
)
"""Nothing, a thread that is written, the number of one that is removed, settings, what is overridden of a theme, or a
file that is written or removed.
"""
steps = st.one_of(st.integers(0, 30), st.integers(0, 300))
"""Which change to the disk is a build's last; more than there are let it end."""
