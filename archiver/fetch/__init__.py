"""Brings home what sources show from other sites: over HTTP, or out of a folder or a WARC that somebody has saved.

In come the addresses of all posts (`find_wanted`), out come files in `content/_media/` and rows of its table. The build
shows them; it never asks another site itself. No other package imports aiohttp, yarl and warcio.
"""
