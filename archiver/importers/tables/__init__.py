"""Reads any table of posts: CSV and its like, or JSON lines, with a row for each post.

In: rows, whose columns have any names. Out: threads, of the rows that name the same one, wherever they are.

`mapping` says which column is what; `csv_rows` reads CSV; `formats` has the importers; `threads` makes threads of rows.
"""
