"""WhatsApp's exports of a chat as text, which look different in each locale.

`lines` tells the start of a message from other lines and decides the order of dates, `importer` makes conversations.
"""
