"""Reddit: the dumps of Pushshift and Arctic Shift, and listings of the API. A submission with its comments is a thread.

`records` finds submissions and comments in either, `dialect` adapts Reddit's Markdown, `posts` makes posts of them, and
`importer` groups and orders them.
"""
