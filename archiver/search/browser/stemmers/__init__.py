"""Scripts that stem words in the browser, one for each Snowball algorithm, next to this file.

`.ci/bundle` writes the scripts (`tests/generate/stemmers.py` translates them), and they are checked in. Each hands over
a function that makes the stemmer of what `search/stemmer.js` of the default theme exports.
"""

from importlib.resources import files

from archiver.search.analysis.stems import algorithm_of


def read_stemmer_script(lang: str) -> bytes:
    """UTF-8 source of the script for a language that has a stemmer (`has_stemmer`), by its BCP 47 code."""
    return files(__name__).joinpath(f"{algorithm_of(lang)}.js").read_bytes()
