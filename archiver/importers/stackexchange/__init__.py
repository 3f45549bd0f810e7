"""Stack Exchange: the dump of a site, a folder with `Posts.xml`, `Comments.xml`, `Users.xml` and others.

`dump_files` finds the files of each site, `dump_rows` reads their rows, `tables` keeps on the disk what rows refer to,
`comments` adapts the Markdown of comments, `posts` makes posts, and `importer` groups and orders them.
"""
