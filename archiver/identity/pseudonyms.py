"""Pseudonyms that are made of a name and a secret key.

A pseudonym is two words that can be spoken and that mean nothing in any language, as `Lusab Tirokan`: consonants and
vowels of 38 bits of a keyed digest, of which each has four or two (after Wilkerson, "A Proposal for Proquints", 2009).
It depends on nothing but the name and the key, so that no other author changes it. Of 10,000 authors two have the same
one with a probability of 2 in 10,000, of 1,000 with 2 in a million; words of a list would be much fewer.
"""

import hashlib
import hmac

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_SHAPES = ("CVCVC", "CVCVCVC")


def make_pseudonym(name: str, key: str) -> str:
    """The pseudonym of an author.

    Args:
        name: the key of the author's name (`urls.name_key`).
        key: the secret key, in hexadecimal digits.

    >>> make_pseudonym("ada lovelace", "00" * 32) == make_pseudonym("ada lovelace", "00" * 32)
    True
    """
    digest = hmac.new(bytes.fromhex(key), name.encode("utf-8", "replace"), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    words = []
    for shape in _SHAPES:
        letters = ""
        for kind in shape:
            some = _CONSONANTS if kind == "C" else _VOWELS
            number, index = divmod(number, len(some))
            letters += some[index]
        words.append(letters.capitalize())
    return " ".join(words)
