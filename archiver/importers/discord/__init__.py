"""Discord, as DiscordChatExporter writes it: a file for each channel or thread, or several partitions.

`export_files` finds the files of a channel; `json_files`, `html_files`, `csv_files` and `text_files` read them. HTML,
CSV and plain text become messages with the fields of the JSON (`html_messages`, `shown_messages`). `dialect` adapts
Discord's Markdown, `messages` makes posts of messages, and `importer` parts channels into conversations.
"""
