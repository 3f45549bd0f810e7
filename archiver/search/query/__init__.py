"""Queries: from text to syntax tree, to matching documents with scores, to results with snippets and facets."""
