"""Queries: text to syntax tree, tree to matching posts with scores, posts to results with snippets and facets."""
