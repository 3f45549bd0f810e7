"""Reads exports of Discourse: topics and posts as the API gives them, `/raw` Markdown, and archives made of these.

In: JSON of topics (`/t/ID.json`), of posts, of lists and of categories, in any number of files; texts of `/raw/ID`; and
topics rendered as Markdown with HTML. Out: a thread for each topic, from all that the files have of it.

`reading` finds the files; `documents` and `rendered` make records of them, in the names that the API has; `topics`,
`posts`, `bodies` and `uploads` make a thread of the records of a topic.
"""
