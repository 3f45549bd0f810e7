"""Sites that have every kind of page, and where: what tests of all kinds look at, in which theme and language."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.conftest import REPOSITORY, Project
from tests.pseudo_language import write_greek_site

KINDS = {
    "404.html": "404.html",
    "all.html": "all/",
    "author.html": "authors/bolometer/",
    "authors.html": "authors/",
    "board.html": "space/",
    "calendar.html": "dates/",
    "dates.html": "dates/2019/",
    "gone.html": "space/gone/",
    "home.html": "",
    "page.html": "about/",
    "period.html": "dates/2019/10/",
    "redirect-query.html": "viewtopic.php/",
    "redirect.html": "moved/",
    "removed.html": "space/removed/",
    "search.html": "search/",
    "statistics.html": "statistics/",
    "tag.html": "tags/meteors/",
    "tags.html": "tags/",
    "thread.html": "space/dark-sky-lamps/",
}
"""For each template of a page, a page that is drawn with it."""
FURTHER = (
    "space/page-1/",
    "space/page-quoted/",
    "space/betelgeuse-by-eye/page-2/",
    "languages/hebrew-words-for-wind/",
    "space/cardboard-moon/",
    "space/without-spaces/",
    "space/before-it/",
    "space/code/",
    "space/formulas/",
)
"""Further pages of lists and threads, a Hebrew thread, one with pictures, too wide words, code, formulas."""
SMALL_KINDS = {
    "404.html": "404.html",
    "all.html": "all/",
    "author.html": "authors/άννα/",
    "authors.html": "authors/",
    "board.html": "1/",
    "calendar.html": "dates/",
    "dates.html": "dates/2022/",
    "gone.html": "8/",
    "home.html": "",
    "page.html": "6/",
    "period.html": "dates/2022/07/",
    "redirect-query.html": "7/",
    "redirect.html": "3/4/",
    "removed.html": "1/8/",
    "search.html": "search/",
    "statistics.html": "statistics/",
    "tag.html": "tags/μέλι/",
    "tags.html": "tags/",
    "thread.html": "1/2/",
}
"""For each template of a page, a page of the small site that is drawn with it."""
SMALL_FURTHER = ("1/2/page-2/", "1/page-quoted/")
"""Pages of the small site that show other parts of a template."""
LEADS_AWAY = frozenset({"redirect.html", "redirect-query.html"})
"""Pages that browsers leave before anybody can look at them."""
THEMES = ("default", "mail", "plain")
"""The themes that are shipped."""
LANGUAGES = ("ar", "de", "he", "ja", "zh")
"""The languages, besides English, in which the themes are looked at."""


class Look(NamedTuple):
    """A page of a small site that is looked at."""

    theme: str
    lang: str
    page: str


def looks() -> list[Look]:
    """Pages of small sites that cover each theme with each kind of page, each theme with each language, and each
    language with each kind of page; all three at once would be three times as many. The site of all kinds is English.
    """
    pages = (*SMALL_KINDS.values(), *SMALL_FURTHER)
    rows = ((number, lang, at, page) for number, lang in enumerate(LANGUAGES) for at, page in enumerate(pages))
    return [Look(THEMES[(number + at) % len(THEMES)], lang, page) for number, lang, at, page in rows]


_WIDE = "Donaudampfschifffahrtsgesellschaft_" * 6
_WITHOUT_SPACES = f"""# {_WIDE}

## {_WIDE} · 2019-10-03 {{#p1}}

{_WIDE}

## Ada · 2019-10-03 {{#p2 reply-to=p1}}

> {_WIDE}

Shorter, please.

## {_WIDE} · 2019-10-03 {{#p3 reply-to=p2}}

No.

## {_WIDE} · 2019-10-03 {{#p4 reply-to=p3}}

> Shorter, please.
"""
_CODE = (
    """# Code

## Ada · 2019-10-02T10:00Z {#p1 x-poll="Yes 3, No 1"}

```python
#!/usr/bin/env python3
@cache
def area(r: float = 1.5) -> str:
    return f"{3.14 * r**2}" if r is not None else "none"  # a comment that is longer than the column of a phone
```

```pycon
>>> 1 / 0
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ZeroDivisionError: division by zero
```

```diff
--- a/sum.c
+++ b/sum.c
@@ -1,3 +1,3 @@
 int sum;
-sum = 1;
+sum = 2; // a line that is longer than the column of a phone
 return sum;
```

## Bo · 2019-10-02T11:00Z {#p2 reply-to=p1}

> > """
    + "The kiln was cold again, and nobody had closed the door. " * 12
    + """
>
> So it is.

Yes.
"""
)
_FORMULAS = r"""---
pinned: true
closed: true
solved: true
---
# Formulas

## Ada · 2019-10-04T10:00Z {#p1}

It is $\sum_{i=0}^n i^2 = \frac{n(n+1)(2n+1)}{6}$, see [here](https://sums.example/),
or $\sqrt[3]{x}$, but not $\ce{H2O}$, $\dfrac12 \boxed{x} \binom{n}{k} \underbrace{a}_{n} \widetilde{x}$:
$a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9+a_{10}+a_{11}+a_{12}+a_{13}+a_{14}+a_{15}+a_{16}+a_{17}+a_{18}+a_{19}$.

\begin{align}
a &= b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x + y + z \\
  &= \begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array} \tag{1}
\end{align}
"""
_BEFORE_IT = "# Before it\n\n## Ada · 2019-10-02 {#p1}\n\nShort words.\n"
_MOVED = '---\naliases: [/moved/, "/viewtopic.php?t=7"]\n---\n# Moved\n\n## Ada · 2019-10-02 {#p1}\n\nWords.\n'
_LOCK = f"""\
format 1
space/code\t-\t-\t-\tp1 p9!2026-11-30 p2 p10>space/before-it#p1 p11\t{"a" * 30}
space/gone\t-\t-\t2026-11-30\tp1:2 p3>space/before-it#p1\t{"a" * 18}
"""
_ABOUT = "# About\n\nWho keeps this, and since when.\n\n## Since when\n\n> Long ago.\n\nSee [all threads](/all/).\n"


def build_site_of_all_kinds(
    root: Path, lang: str = "en", theme: str = "default", configure: Callable[[str], str] = str
) -> Path:
    """Build the sample archive with small pages and former addresses; gives the folder of the site.

    Args:
        root: the folder of the project.
        lang: the language of the interface.
        theme: the theme.
        configure: gets the settings, and returns those to take.
    """
    shutil.copytree(REPOSITORY / "content", root / "content")
    project = Project(root)
    settings = (REPOSITORY / "archiver.toml").read_text(encoding="utf-8")
    head = f'lang = "{lang}"\ntheme = "{theme}"\n'
    pages = "[pages]\nposts = 30\nthreads = 4\nfeeds = true\nmath = true\n"
    project.write("archiver.toml", configure(f"{head}{settings}\n{pages}"))
    project.write("archive.lock", _LOCK)
    project.write("content/_pages/about.md", _ABOUT)
    project.write("content/space/moved.md", _MOVED)
    project.write("content/space/before-it.md", _BEFORE_IT)
    project.write("content/space/removed.md", _BEFORE_IT)
    project.write("takedowns.toml", '[[takedown]]\nthread = "space/removed"\ndate = 2026-11-30\nreason = "a mistake"\n')
    project.write("content/space/code.md", _CODE)
    project.write("content/space/formulas.md", _FORMULAS)
    project.write("content/space/without-spaces.md", _WITHOUT_SPACES)
    project.build()
    return root / "site"


def build_small_site(root: Path, lang: str, theme: str = "default") -> Project:
    """Build a site with an interface in one of the languages that are shipped, in which all else is Greek.

    Args:
        root: the folder of the project.
        lang: the language.
        theme: the theme.
    """
    project = Project(root)
    write_greek_site(project)
    settings = project.read("archiver.toml").replace("de-AT", lang).replace('"mine"', f'"{theme}"')
    project.write("archiver.toml", settings)
    project.build()
    return project
