"""Limits that all body formats share."""

MAX_NESTING = 64
"""Levels of blocks in blocks (quotes, lists, spoilers) in a body; a list has two. What is nested deeper stays text."""
