"""The JSON lines of forum-dl, which reads forums, mailing lists and Hacker News: boards, threads, posts and files.

`entries` reads the lines; `threads` and `posts` make threads of them, with the boards that `boards` knows. Entries of
Discourse and Hacker News have the objects of their APIs, of which the importers of these make threads.
"""
