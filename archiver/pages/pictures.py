"""The picture that stands for a page where it is shared: the first large one that its posts show."""

import re
from collections.abc import Iterable
from html import unescape

from archiver import urls
from archiver.model import Prose, Url
from archiver.pages.contexts import PostView, SharedPicture

_PICTURE = re.compile(rf'<img src="[^"]*?({urls.MEDIA_FOLDER}/[^"]+)"[^>]*? width="(\d+)" height="(\d+)" alt="([^"]*)"')
_SMALLEST = 200
"""Pixels of width and of height that chat windows and networks demand."""


def first_picture(posts: Iterable[PostView]) -> SharedPicture | None:
    """The first published picture of at least 200 × 200 pixels in the posts' own words; None if there is none."""
    for post in posts:
        for block in post.blocks:
            if isinstance(block, Prose) and "<img " in block.html:
                for url, width, height, alt in _PICTURE.findall(block.html):
                    if min(int(width), int(height)) >= _SMALLEST:
                        return SharedPicture(url=Url(f"/{url}"), alt=unescape(alt))
    return None
