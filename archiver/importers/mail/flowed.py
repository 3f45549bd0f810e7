"""Undoes format=flowed (RFC 3676): lines that a mail program has broken become paragraphs again."""


def undo_flowed(text: str, *, deletes_space: bool = False) -> str:
    """The text with flowed lines joined; quote marks stay, with one space behind them.

    `deletes_space` is the parameter `DelSp=yes`: the space at the end of a flowed line is not part of the text.

    >>> undo_flowed(">> Some \\n>> words\\n>more\\n-- \\nAda")
    '>> Some words\\n> more\\n-- \\nAda'
    """
    paragraphs: list[list[str]] = []
    open_depth = -1  # the quote depth of a paragraph that goes on; -1 if none does
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")
        is_signature = words in {"-- ", "--"}
        is_open = words.endswith(" ") and not is_signature
        part = words[:-1] if is_open and deletes_space else words
        if open_depth == depth and not is_signature:
            paragraphs[-1].append(part)
        else:
            paragraphs.append([f"{'>' * depth} {part}" if depth else part])
        open_depth = depth if is_open else -1
    return "\n".join(map("".join, paragraphs))
