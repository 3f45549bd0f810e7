"""From the text of a body to blocks of prose and quotes; HTML that comes out is safe to show.

The one user of markdown-it-py. One file for each format of body, and one each for what formats share. Pure.
"""

from archiver.bodies.markdown import MarkdownOptions, read_markdown

__all__ = ["MarkdownOptions", "read_markdown"]
