"""Guesses the `[[source]]` table of files whose convention nobody has described.

`samples` reads some of the files. `known` has conventions as data, and `headings` finds lines that repeat, by their
`shapes`; `trial` reads the samples with each of these tables as a build would, and the one that reads most is proposed.
"""
