"""The files that `archiver new` and `archiver theme new` write.

A small project, which builds at once and shows both forms of a source and a page of its own; a theme, which extends the
default one.
"""

from pathlib import Path

from archiver.errors import OutputError
from archiver.values import is_theme_name

_CONFIG = """\
# Every key is optional. The whole list: archiver build --help
title = "{title}"
# base_url = "https://archive.example/"   # where the site will stand: feeds and the sitemap need it
# timezone = "Europe/Berlin"              # of dates without a zone, and of all dates that are shown
"""

_WELCOME = """\
---
tags: [welcome]
---
# What goes where?

## ada · 2024-05-03T09:30:00Z {#p1}

One file is one thread, and folders below `content/` are boards. What is the rule for posts?

## ben · 2024-05-03T10:12:00Z {#p2 reply-to=p1}

> What is the rule for posts?

A heading like the one above this post: who, when, and in braces an id that stays. `reply-to` says what it answers.

The rest is Markdown:

| you write | you get |
|---|---|
| `> words` | a quote, which finds the post that it is from |
| `**words**` | **words** |

## ada · 2024-05-03T10:20:00Z {#p3 reply-to=p2}

**ben wrote:**
> an id that stays

So a link to a post, as [this one](welcome.md#p2), stays good for as long as its file is there. Lovely.
"""

_PASTED = """\
A thread can also be pasted as it is

The first line is the title. Posts are parted by two blank lines, so one blank line still parts paragraphs.

This is still the first post.


>This is still the first post.
And this is the second. A post here has no author and no date, and nobody makes one up.
"""

_ABOUT = """\
# About

Who keeps this archive, and what is in it. This page is the file `content/_pages/about.md`; the frame of every page can
link to it (the option `nav` of the theme).

Links name files: [what goes where](../meta/welcome.md), or [a post of it](../meta/welcome.md#p2).
"""

_IGNORED = """\
.archiver/
site/
"""

_THEME = """\
name = "NAME"
extends = "default"

# Options of your own: templates read them as site.options.motto, archiver.toml sets them in [theme_options].
[options]
"""

_BASE = """\
{# The frame of every page. Each block reaches all pages: extra_head, brand, nav, before_content, footer, scripts. #}
{% extends "!default/base.html" %}

{% block extra_head %}
<link rel="stylesheet" href="{{ "NAME.css"|asset }}">
{% endblock %}
"""

_STYLE = """\
/* Comes after style.css of the default theme, so that what is here counts. */
"""


def write_starter(folder: Path) -> list[Path]:
    """Write a new project into `folder` and return the paths of its files. Raises OutputError if it is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} is there already and not empty; choose a new folder")
    title = folder.resolve().name.replace("\\", "").replace('"', "") or "Archive"
    files = {
        "archiver.toml": _CONFIG.format(title="".join(c if c.isprintable() else " " for c in title)),
        "content/meta/welcome.md": _WELCOME,
        "content/meta/pasted.md": _PASTED,
        "content/_pages/about.md": _ABOUT,
        ".gitignore": _IGNORED,
    }
    return _write(folder, files)


def write_theme(root: Path, name: str) -> list[Path]:
    """Write a new theme into `themes/<name>` of the project in `root`, and return the paths of its files.

    Raises OutputError if the name cannot be that of a theme, or there is one.
    """
    folder = root / "themes" / name
    if not is_theme_name(name):
        raise OutputError(f'"{name}" cannot be the name of a theme; it takes a-z, 0-9, - and _')
    if folder.exists():
        raise OutputError(f"{folder} is there already; choose another name")
    files = {
        "theme.toml": _THEME.replace("NAME", name),
        "templates/base.html": _BASE.replace("NAME", name),
        f"assets/{name}.css": _STYLE,
    }
    return _write(folder, files)


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [folder / name for name in files]
