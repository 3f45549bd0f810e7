"""The dialect of OpenSearch, 2.4 or newer: conditions become its query DSL over fields of terms.

connection      sessions, and the current version
session         HTTP: errors, limits, retries
head            the document that names the current version: one conditional write of it is the commit
mapping         the fields of an index
records         posts as documents; spool files
bulk            batches of documents
lexicon         how many posts have each term
writing         the next version
queries         conditions in the DSL
scores          scores in the DSL
ranking         posts in the order of their scores
reading         all else that is asked of an index
"""
