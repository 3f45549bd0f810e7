"""Mattermost's bulk export: JSON lines of teams, channels, users, and posts with their replies.

`dialect` adapts Mattermost's Markdown, and `importer` makes threads of posts with replies, and conversations of others.
"""
