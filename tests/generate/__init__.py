"""Programs for those who work on archiver, run by `.ci/bundle`: they write files that are checked in.

They are no part of the installed package.
"""
