"""The type of a post as it was found in a text."""

from dataclasses import dataclass, field

from archiver.model import Moment


@dataclass(slots=True, kw_only=True)
class TextPost:
    """A post as a text has it."""

    lines: list[str]
    """Its body."""
    author: str | None = None
    address: str | None = None
    date: Moment | None = None
    subject: str = ""
    id: str = ""
    """The message id; "" if the text has none."""
    reply_to: str = ""
    """The message id of the mail that it answers; "" if the text has none."""
    is_guess: bool = True
    """False if a heading says whose it is."""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The body, without blank lines around it."""
        return "\n".join(self.lines).strip("\n").rstrip()

    @property
    def has_words(self) -> bool:
        """True if the body has any."""
        return any(map(str.strip, self.lines))
