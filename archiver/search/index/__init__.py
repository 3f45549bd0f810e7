"""The index on disk, in Whoosh's format: segments, how they are written, read and merged, and the commit point."""
