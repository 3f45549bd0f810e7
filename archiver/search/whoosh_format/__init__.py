"""What makes the index one of Whoosh's: the schema, the codec and the table of contents that Whoosh's reader opens.

Whoosh's own writer, reader, searcher and query parser don't run in production: `index` writes and reads the files of
Whoosh's W3 codec by itself, many times as fast. This room is for other programs: `whoosh.index.open_dir` opens an index
with it. The table of contents is a pickle that names its classes, so that such a program needs archiver installed;
without it `open_dir` raises ModuleNotFoundError. Builds use Whoosh to pickle the table of contents.

Tests check that the files are as Whoosh would write them: they write equal posts with Whoosh's writer, and read both
indexes with Whoosh's reader.
"""
