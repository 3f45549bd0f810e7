"""Logs of IRC channels, as irssi, weechat, ZNC, energymech, XChat and Supybot write them.

`line_shapes` tells what a line is, `log_files` of which channel and day a file is, and `importer` makes conversations.
"""
