"""The browser index: the search index as static files under `search/data/`, with which browsers search on any host.

FORMAT.md describes the files. Their contents depend on the posts alone, so after an update the files are those that an
export of all files would make. The modules:

    export        `Export`, the only name that other rooms use: runs the tasks or an update, and yields the files
    export_plan, tasks
                  an export of all files as tasks, which processes of a pool run
    update        an update: finds the threads that have changed, and makes their files again
    inversion, term_update
                  the postings of changed threads, and their replacement in shards and blocks
    numbering     numbers of posts, which do not depend on other posts
    postings, records, shards, labels
                  encode and decode the posting lists of terms
    words         files of words, to find words that are spelled nearly alike
    posts         encodes what results show of posts, and what facets count
    directory, bundle_meta
                  the directory, which names all files, and `meta.bin`, which names its root
    files, layout
                  names and bytes of files; how many postings or posts go into a file
    script_files  the files as scripts, for pages that are read as files
    orphans       finds files of a browser index of which the build has no record
"""
