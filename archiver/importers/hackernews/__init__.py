"""Hacker News: items of its API, and items and results of the search at Algolia. A story with its comments is a thread.

`items` finds the items in any JSON of these, `bodies` marks the quotes in their texts, `posts` makes posts of them, and
`threads` groups them by story; `importer` reads the files.
"""
