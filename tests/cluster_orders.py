"""The files by which tests tell a worker of a cluster to end or stop itself: see `cluster_preload`."""

SOURCE = "struck.md"
"""The thread at which it does so."""
ORDER, OBEYED = "order", "obeyed"
