"""Texts of the interface that Python chooses, and templates translate."""

from typing import Self


class InterfaceText(str):
    """A text of the interface in English, which templates can translate: `{{ page.title|translated }}`.

    As a `str` it is the English text, for templates that do not translate. Where a user's text is a plain `str`, an
    `InterfaceText` tells that the text is to be translated. `tests.generate.messages` finds the msgids: they are
    literals in calls of this class.

    >>> InterfaceText("%(month)s %(year)s", month=InterfaceText("July"), year="2022")
    'July 2022'
    """

    __slots__ = ("msgid", "variables")
    msgid: str
    """The key of the translation (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html)."""
    variables: dict[str, str]
    """The texts for `%(name)s` in the msgid. A value that is an `InterfaceText` is translated, too."""

    def __new__(cls, msgid: str, **variables: str) -> Self:
        """The English text of a msgid, with its variables in it."""
        text = super().__new__(cls, msgid % variables if variables else msgid)
        text.msgid, text.variables = msgid, variables
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickle, (self.msgid, self.variables)


def _unpickle(msgid: str, variables: dict[str, str]) -> InterfaceText:
    return InterfaceText(msgid, **variables)
