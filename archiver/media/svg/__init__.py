"""SVG pictures: takes a file; returns an equal picture in which nothing runs and nothing is loaded from elsewhere.

What is not in the tables of `names` is left out, so that a file can be opened in a browser as a page of its own.
"""

from archiver.media.svg.cleaner import MAX_SVG_SIZE, CleanSvg, read_svg

__all__ = ["MAX_SVG_SIZE", "CleanSvg", "read_svg"]
