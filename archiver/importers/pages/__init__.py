"""Reads forums as saved pages: HTML in a folder or an archive, as wget, HTTrack or a browser leave it, MHTML, WARC.

In: pages in any order, with doubles, lists, profiles and pictures between them. Out: a thread for each one that pages
show, its posts once, by the ids that the forum gave them.

`page_files` finds the pages; `decoding` and `markup` make trees of them; `engine_table`, `further_engines` and
`nested_engines` have the selectors of each engine, by which `thread_pages` reads posts, and `nesting` finds their
parents; `structured` reads what schema.org describes, and `list_pages` the archives of mailing lists; `dates` reads the
dates; `joining` makes a thread of its pages.
"""
