"""What a reader can get at: the words on a page, the titles of links and pictures, and where links lead.

In comes HTML or the blocks of a post, out come texts. Python's own parser reads the HTML, which is none of ours.
"""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

from archiver.model import Block, Prose

_SAID = frozenset({"title", "alt", "aria-label", "start", "value"})
_LEADS = frozenset({"href", "src"})
_UNSEEN = frozenset({"script", "style", "template"})
_IN_A_LINE = frozenset(str.split("a b bdi bdo code del em i mark s small span strong sub sup u wbr"))


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag not in _IN_A_LINE:
            self.texts.append("\n")
        for name, value in attrs:
            if value and name in _SAID:
                self.said.append(value)
            elif value and name in _LEADS:
                self.said += [value, address(value)]
            elif value and name == "class":
                self.said += [word[9:] for word in value.split() if word.startswith("language-")]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag not in _IN_A_LINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


def address(url: str) -> str:
    """An address with the letters that it stands for."""
    plain = unquote(url)
    host = plain.partition("//")[2].partition("/")[0]
    if "xn--" not in host.lower():
        return plain
    labels = [_label(label) for label in host.split(".")]
    return plain.replace(host, ".".join(labels))


def _label(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode") if label.lower().startswith("xn--") else label
    except UnicodeError:
        return label


def in_html(html: str) -> tuple[str, list[str]]:
    """The text of a page, and what its attributes say."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return "".join(parser.texts), parser.said


def in_blocks(blocks: Sequence[Block]) -> list[str]:
    """All that can be read in the blocks of a post: the texts in order, then what attributes say."""
    texts, said = [], []
    for text, more in _blocks(blocks):
        texts.append(text)
        said += more
    return texts + said


def texts_in_blocks(blocks: Sequence[Block]) -> str:
    """The texts alone, in their order."""
    return "\n".join(text for text, _ in _blocks(blocks))


def _blocks(blocks: Sequence[Block]) -> Iterator[tuple[str, list[str]]]:
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, Prose):
            yield in_html(block.html)
            continue
        if block.attribution:
            said = block.attribution
            yield said.text, [said.author or "", str(said.post or "")]
        waiting += reversed(block.blocks)
