"""Finds the characters of emoji by the names that chats and forums have for them, which `emoji_names.txt` lists."""
