"""Withholds words from sources: where the words of posts, and the names of authors, stand in raw texts, and what is
written in their place. Pure; `build.withholding` finds what has to be withheld from which source.

Only the text of a source is changed, before anything else reads it: pages, lists, feeds, the search index and all that
is published besides are made of sources, so that nothing has to be left out of them one by one.
"""
