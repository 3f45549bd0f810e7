"""The search index: one document for each post, and the queries that find them. The one user of Whoosh.

`writer` keeps the index in step with the threads, `hits` asks it, `state` says which index is the current one. The
index can be deleted at any time. Whoosh is imported when something is written or asked: a build that has nothing to do
would take twice as long.
"""
