"""Write the names of emoji that Slack uses, by the JSON file of emojibase-data (npm, MIT) that lists them.

    python -m tests.generate.emoji_names package/en/shortcodes/iamcal.json

The names are those of the data set emoji-data. The file `archiver/importers/emoji/emoji_names.txt` is checked in: lines
of an emoji and its names.
"""

import json
import sys
from pathlib import Path

from archiver.importers.emoji import shortcodes

_SKINS = range(0x1F3FB, 0x1F400)


def main(source: Path) -> None:
    """Write the file."""
    lines = []
    for codes, names in sorted(json.loads(source.read_text(encoding="utf-8")).items()):
        characters = [int(code, 16) for code in codes.split("-")]
        if len(characters) == 1 or not set(characters) & set(_SKINS):
            listed = [names] if isinstance(names, str) else names
            style = (
                "\ufe0f" if len(characters) == 1 and characters[0] < 0x10000 else ""
            )  # shown as an emoji, not as text
            lines.append(" ".join(("".join(map(chr, characters)) + style, *listed)))
    shortcodes.NAMES.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
