"""The dialect of PostgreSQL, 15 or newer: conditions become SQL over columns of terms (`tsvector`)."""
