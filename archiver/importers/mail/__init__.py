"""Mail and Usenet: mbox, pipermail, Maildir, folders of mails, public-inbox.

A first pass reads the headers of all mails, and builds the threads from their ids (`threading`); it keeps ids, dates
and places only. A second one reads the mails of one thread after the other (`posts`, `bodies`).
"""
