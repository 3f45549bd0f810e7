"""The index on a search server, which many machines ask: the implementation of the port for archives that one machine
cannot hold.

    index, spool        implement the port: builds write spool files, and a transaction sends them
    answers             from a query to results
    matching            from a query's tree to conditions on terms, sets and dates, which a dialect puts into words
    weighing            how often terms occur, and how much they count
    documents           from threads to terms and places
    connection          what a dialect does: `postgres`, `opensearch`

What is sent are terms and their places, as the index on disk has them: no server splits texts into words or stems them,
so that every place of the search finds equal posts.
"""
