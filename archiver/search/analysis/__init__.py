"""Text analysis: tokens, case and accent folding, stemming in each language, and edit distance. Pure functions."""
