"""Pages for addresses that differ in their fragments alone, where there are too many for one page.

No server sees a fragment. A page leads on by a script, and has the fragments that it leads on from: were it all, the
page would grow with their number. So each fragment belongs to a part, by a digest of it that the script finds, too
(`former.js`), and each part has a page.
"""

_MODULUS = 2**32


def part_of_fragment(fragment: str, parts: int) -> int:
    """The part of a fragment, from 0, out of so many.

    >>> part_of_fragment("!topic/py/3e7", 24), part_of_fragment("", 24)
    (0, 0)
    """
    digest = 0
    for character in fragment:
        digest = (digest * 31 + ord(character)) % _MODULUS
    return digest % parts


def fragment_page(path: str, part: int) -> str:
    """The file of a part of the fragments of the page with a `path`.

    >>> fragment_page("forum/index.html", 3), fragment_page("talk.html", 0)
    ('forum~~/3/index.html', 'talk.html~~/0/index.html')
    """
    return f"{path.removesuffix('/index.html')}~~/{part}/index.html"
