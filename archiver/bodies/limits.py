"""Limits that all body formats share."""

MAX_NESTING = 64
"""How many levels of blocks (quotes, lists, spoilers) may be nested in a body; a list counts as two. Deeper markup is
text."""
