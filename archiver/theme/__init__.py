"""Themes: folders of templates, assets and translations. A theme may extend another one, whose templates and assets it
replaces one by one, and whose translations it replaces message by message.

A theme is found by its name and loaded with all themes that it extends. Templates are only found here; `render` reads
and compiles them.
"""

from archiver.theme.loading import load_theme, theme_roots
from archiver.theme.published_assets import PublishedAsset
from archiver.theme.theme import BUILT_IN, PAGE_TEMPLATES, Theme, assets, find_template, template_names

__all__ = [
    "BUILT_IN",
    "PAGE_TEMPLATES",
    "PublishedAsset",
    "Theme",
    "assets",
    "find_template",
    "load_theme",
    "template_names",
    "theme_roots",
]
