"""`archiver answer`: answers the queries of a published site's search page, for many readers at once.

app         which requests are answered, and what with
limits      how many queries a client may ask
metrics     what is counted, as Prometheus reads it
running     the server, and how it ends
"""

from archiver.answering.app import Settings, make_app
from archiver.answering.running import run

__all__ = ["Settings", "make_app", "run"]
