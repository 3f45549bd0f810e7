"""Reads issues, pull requests and discussions of GitHub: of the REST API, of GraphQL, of `gh`, and IETF's archives.

In: JSON of threads and of comments, wrapped in whatever the client has wrapped them. Out: a thread for each issue, pull
request and discussion, from all that the files have of it.

`reading` finds the files; `documents` finds threads and comments in their JSON; `threads` and `posts` make a thread of
them; `fields` knows the names that the APIs have for a field.
"""
