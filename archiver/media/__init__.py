"""Pictures, sound, films and other files beside threads: found, read, freed of metadata, and written as HTML.

    references   which files the HTML of a passage shows or links to
    lookup       which content file an address names; `at_home` has those that were brought from other sites
    prepare      what a content file is published as: its type, its size, its bytes without metadata, smaller versions
    elements     the HTML that shows a published file, or says that it is missing

Modules are imported by their names, since a build with nothing to do needs only `options`.
"""
