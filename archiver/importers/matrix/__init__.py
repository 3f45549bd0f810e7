"""Matrix, as Element exports a room in JSON: events, which edits, reactions and deletions refer to.

`room_files` finds the files and brings together what refers to a message, `messages` makes posts, and `importer` parts
rooms into conversations.
"""
