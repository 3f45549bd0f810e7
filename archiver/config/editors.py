"""The setting `preview.editor`: the URLs by which a page of the preview opens a file in the user's editor.

A check takes the name of an editor, or a template of a URL, and returns the template. The editor must have registered
its URL scheme with the system, which asks the user before it opens the first link.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from archiver.values import WrongValueError, advise_nearest, check_text

_FILE_URL = "open?url=file://{path}&line={line}&column={column}"
_FILE = "open?file={path}&line={line}&column={column}"
_AFTER_PATH = "file{path}:{line}:{column}"
EDITORS: Mapping[str, str] = {
    "vscode": f"vscode://{_AFTER_PATH}",  # https://code.visualstudio.com/docs/configure/command-line
    "vscode-insiders": f"vscode-insiders://{_AFTER_PATH}",
    "vscodium": f"vscodium://{_AFTER_PATH}",
    "cursor": f"cursor://{_AFTER_PATH}",
    "windsurf": f"windsurf://{_AFTER_PATH}",
    "zed": f"zed://{_AFTER_PATH}",  # https://github.com/zed-industries/zed/pull/9081
    "sublime": f"subl://{_FILE_URL}",
    "textmate": f"txmt://{_FILE_URL}",  # https://macromates.com/blog/2007/the-textmate-url-scheme/
    "macvim": f"mvim://{_FILE_URL}",  # https://macvim.org/docs/gui_mac.txt.html#mvim%3A%2F%2F
    "idea": f"idea://{_FILE}",
    "phpstorm": f"phpstorm://{_FILE}",
    "pycharm": f"pycharm://{_FILE}",
    "webstorm": f"webstorm://{_FILE}",
}
"""The URL of each editor that has a URL scheme of its own. An absolute path, which begins with `/`, replaces `{path}`;
line and column count from 1."""
_WITHOUT_SCHEME = frozenset(
    {"emacs", "emacsclient", "helix", "kakoune", "micro", "nano", "neovim", "nvim", "vi", "vim"}
)
_OF_BROWSERS = frozenset(
    {"about", "blob", "data", "file", "filesystem", "ftp", "javascript", "mailto", "tel", "vbscript", "view-source"}
)
"""Schemes that browsers follow themselves, or refuse: such a link would run a script or leave the page."""
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
_TEMPLATE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):[A-Za-z0-9\-._~:/?#\[\]@!$&'()+*,;=%{}]+")
_FIELD = re.compile(r"\{(?:path|line|column)\}")


def check_editor(value: object) -> str:
    """Check that a value names an editor, or is a template of a URL that opens one, and return the template.

    A URL whose scheme browsers themselves follow is refused, but for http and https of this machine, where some editors
    have a server.
    """
    text = check_text(value)
    if text in EDITORS:
        return EDITORS[text]
    if text in _WITHOUT_SCHEME:
        raise WrongValueError(
            f'the URL that your system opens in {text}, as "my-{text}://{{path}}:{{line}}"; it has no URL of its own'
        )
    match = _TEMPLATE.fullmatch(text)
    if not match:
        raise WrongValueError(
            f"the name of an editor, or a URL with {{path}}, {{line}} and {{column}}; {advise_nearest(text, EDITORS)}"
        )
    if "{path}" not in text or re.search(r"[{}]", _FIELD.sub("", text)):
        raise WrongValueError("a URL with {path}, and perhaps {line} and {column}, but nothing else in braces")
    if not _leads_to_editor(text, match[1].lower()):
        raise WrongValueError(f'a URL that opens an editor on this machine, which "{text}" does not')
    return text


def _leads_to_editor(url: str, scheme: str) -> bool:
    if scheme in {"http", "https"}:
        try:
            return urlsplit(url).hostname in _LOCAL
        except ValueError:
            return False
    return scheme not in _OF_BROWSERS
