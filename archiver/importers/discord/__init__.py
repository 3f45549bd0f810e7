"""Discord, as DiscordChatExporter writes it in JSON: a file for each channel or thread, or several partitions.

`export_files` finds and streams the files, `dialect` adapts Discord's Markdown, `messages` makes posts of messages, and
`importer` parts channels into conversations.
"""
