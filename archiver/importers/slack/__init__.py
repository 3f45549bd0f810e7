"""Slack's exports: the JSON files of a workspace, as a zip or a folder. Channels are boards.

`workspace` has the names of people and channels, `messages` makes posts of messages, whose texts are `rich_text` or
`mrkdwn`; `importer` groups them into threads and conversations.
"""
