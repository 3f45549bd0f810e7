"""The recorder: keeps what lists and the search are made from up to date, in a process of its own."""
