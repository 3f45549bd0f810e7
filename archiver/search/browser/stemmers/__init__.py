"""JavaScript modules that stem words in the browser, one for each Snowball algorithm, next to this file.

`.ci/bundle` writes the modules (`tests/generate/stemmers.py` translates them), and they are checked in. They import
`search/stemmer.js` of the default theme.
"""

from importlib.resources import files

from archiver.search.analysis.stems import algorithm_of


def read_stemmer_module(lang: str) -> bytes:
    """UTF-8 source of the module for a language that has a stemmer (`has_stemmer`), by its BCP 47 code.

    The module's default export takes a word (NFKC, case-folded) and returns its stem.
    """
    return files(__name__).joinpath(f"{algorithm_of(lang)}.js").read_bytes()
