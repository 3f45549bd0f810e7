"""The browser index: the search index as static files under `search/data/`, with which browsers search on any host.

FORMAT.md describes the files. What they say depends on the posts alone, so an update leaves the files that a clean
export would make:

    export        `Export`, which is all that other rooms use
    plan          the tasks of a full export, and the manifest that their results make
    update_plan   the tasks of an update: what changed terms and posts make stale, by `shard_ranges`
    tasks         the tasks, which processes of a pool run
    shards        records of terms, from `postings` and `labels`; `update_shards` copies those that did not change
    result_blocks, facet_columns, date_column
                  what results show of posts, and what facets count
    bundle_meta, files, layout
                  the tables that name the files; their names and bytes; their sizes
    orphans       files of which the build has no record
"""
