"""The browser index: the search index as static files under `search/data/`, with which browsers search on any host.

FORMAT.md describes the files. Their contents depend on the posts alone, so after an update the files are those that a
full export would make. The modules:

    export        `Export`, the only name that other rooms use: plans, runs the tasks, and yields the files
    export_plan   plans the tasks of a full export, and assembles the meta from their results
    update_plan   plans the tasks of an update: which files are stale, by changed terms (`shard_ranges`) and posts
    tasks         the tasks, which processes of a pool run
    shards        encodes records of terms, with `postings` and `labels`; `update_shards` copies unchanged records
    result_blocks, facet_columns, date_column
                  encode what results show of posts, and what facets count
    bundle_meta   the meta: `meta.bin` and the tables that it names, which name all other files
    files, layout
                  names and bytes of files; how many postings or posts go into a file
    orphans       finds files of a browser index of which the build has no record
"""
