"""Threads that somebody has pasted into text files: mails with their history, logs without days, posts between blank
lines.

In comes the text of a file, out come its posts. What was not written in the text, as a date, is not invented.
"""
