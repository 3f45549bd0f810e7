"""Telegram, as Telegram Desktop exports it: `result.json`, or `messages.html` and the pages that follow.

`export_files` finds and streams the JSON, `html_files` the pages; `html_messages` and `html_media` make messages of
these, with the fields of the JSON. `entities` makes Markdown of texts with styles, `messages` makes posts, and
`importer` parts chats into conversations and topics.
"""
