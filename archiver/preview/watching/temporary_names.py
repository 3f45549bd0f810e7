"""Names of files that editors and synchronizers write and remove again beside the file that they save."""

import re

_PATTERNS = {
    r".*~": "backups of vim, Emacs, nano, gedit and Kate; undo files of vim",
    r"4913": "vim: tries whether it may write into the folder",
    r"#.*#": "Emacs: what is not saved yet",
    r".*\.tmp": "many, as Syncthing (`~syncthing~name.tmp`) and Sublime Text",
    r".*\.(part|filepart|crdownload)": "browsers and file transfers: not complete yet",
    r"~\$.*": "office programs: opened by",
    r".*\.vsctmp": "Visual Studio Code",
    r".*___jb_(tmp|old|bak)___": "JetBrains",
    r".*\.(md|markdown|html|css|js|toml)\.(?=[a-z]*[A-Z])[A-Za-z]{6}": "Kate and other programs of KDE",
    r".*\.sb-[0-9a-f]{8}-\w{6}": "TextEdit and other programs in the sandbox of macOS",
    r".*\.(\d+-\d+|[0-9a-f]{16})\.new": "archiver itself: replaces files atomically",
}
_TEMPORARY = re.compile("|".join(_PATTERNS))


def is_temporary(name: str) -> bool:
    """True for a file of which nobody means to make a page.

    Hidden files, as the swap files of vim, are not read at all, so they need no pattern here.

    >>> is_temporary("a.md~"), is_temporary("a.md")
    (True, False)
    """
    return _TEMPORARY.fullmatch(name) is not None
