"""Telegram, as Telegram Desktop exports it in JSON: one chat, or all chats of an account, with media beside it.

`export_files` finds and streams the files, `entities` makes Markdown of texts with styles, `messages` makes posts, and
`importer` parts chats into conversations.
"""
