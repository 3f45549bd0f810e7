"""Zulip, as an organisation is exported (`realm.json`, `messages-000001.json`), and as zulip-archive keeps it.

`organisation` and `archive` stream the messages of both, `dialect` adapts Zulip's Markdown, `rendered` its HTML, and
`topics` makes a thread of each topic.
"""
