"""Files of strangers beside threads: what runs in a browser, what unpacks to gigabytes, names and things that are no
files. `write_hostile_media` makes a project of all of them.
"""

import contextlib
import gzip
import os
import socket
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote
from zlib import compress

from tests.conftest import Project
from tests.picture_samples import encoded, image, jpeg, png, png_chunk, riff_chunk, segment, webp

RUN = "document.documentElement.setAttribute('ran','');alert('ran');new Image().src='/ran.png'"
"""A script that a browser shows to have run in three ways."""
SCRIPT = f"<script>{RUN}</script>"
SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
_HTML = f'<!doctype html><html><body onload="{RUN}">{SCRIPT}</body></html>'
_XSLT = '<?xml-stylesheet type="text/xsl" href="#s"?>'

LIVE: dict[str, bytes] = {
    "script.svg": f"{SVG_START}>{SCRIPT}</svg>".encode(),
    "handler.svg": f'{SVG_START} onload="{RUN}"><rect width="9" height="9"/></svg>'.encode(),
    "html in.svg": f'{SVG_START}><foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml">{SCRIPT}'
    "</body></foreignObject></svg>".encode(),
    "link.svg": f'{SVG_START}><a xlink:href="javascript:{RUN}"><rect width="9" height="9"/></a></svg>'.encode(),
    "utf-16.svg": f"{SVG_START}>{SCRIPT}</svg>".encode("utf-16"),
    "packed.svgz": gzip.compress(f"{SVG_START}>{SCRIPT}</svg>".encode(), mtime=0),
    "page.html": _HTML.encode(),
    "page.png": _HTML.encode(),
    "page.pdf": _HTML.encode(),
    "page.txt": _HTML.encode(),
    "utf-7.html": _HTML.replace("<", "+ADw-").encode(),
    "utf-16.html": _HTML.encode("utf-16"),
    "page.xhtml": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{SCRIPT}</html>'.encode(),
    "sheet.xml": f'<?xml version="1.0"?>{_XSLT}<a>{SCRIPT}</a>'.encode(),
    "page.mhtml": f"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{_HTML}".encode(),
    "run.js": RUN.encode(),
    "page.php": f"<?php echo 1 ?>{_HTML}".encode(),
    "server.htaccess": b"AddType text/html .png\n",
}
"""Files that run when a browser opens them, as they are."""

POLYGLOTS: dict[str, bytes] = {
    "gif and js.gif": b"GIF89a/*" + encoded(image(), "GIF")[8:] + f"*/=1;{RUN}".encode(),
    "gif and html.gif": encoded(image(), "GIF") + _HTML.encode(),
    "jpeg and html.jpg": jpeg()[:2] + segment(0xFE, _HTML.encode()) + jpeg()[2:] + _HTML.encode(),
    "pdf and html.pdf": b"%PDF-1.4\n" + _HTML.encode() + b"\n%%EOF\n",
    "pdf with script.pdf": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj" + _HTML.encode(),
    "png and php.png": png()[:-4] + b"<?php system($_GET[0]) ?>" + _HTML.encode(),
    "png with html.png": png()[:33] + png_chunk(b"tEXt", b"Comment\0" + _HTML.encode()) + png()[33:],
    "webp and html.webp": encoded(image(), "WEBP") + _HTML.encode(),
    "zip and html.zip": b"PK\x03\x04" + _HTML.encode(),
    "bmp and js.bmp": b"BM/*" + encoded(image(), "BMP")[4:] + f"*/=1;{RUN}".encode(),
}
"""Files of two types at once."""


def _png_of(width: int, height: int, rows: bytes, *more: bytes) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document_type = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{levels}]>'
    return f'<?xml version="1.0"?>{document_type}{SVG_START}><text>&a9;</text></svg>'.encode()


def _uses() -> bytes:
    """Ten times ten times ten rectangles, and so on."""
    groups = (f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    return f'{SVG_START}><rect id="g0" width="1" height="1"/>{"".join(groups)}</svg>'.encode()


def bombs() -> dict[str, bytes]:
    """Small files that unpack to much, or say that they do; made when they are needed, since it takes a second."""
    nothing = compress(bytes(200_000_000), 9)
    noise = compress(Random(1).randbytes(30 * 2701))  # noqa: S311  of a picture that is large enough to be scaled
    return {
        "claims much.png": _png_of(100_000, 100_000, noise),
        "claims most.png": _png_of(2**31 - 1, 2**31 - 1, noise),
        "text.png": _png_of(900, 30, noise, png_chunk(b"zTXt", b"Comment\0\0" + nothing)),
        "profile.png": _png_of(900, 30, noise, png_chunk(b"iCCP", b"x\0\0" + nothing)),
        "rows.png": _png_of(900, 9, nothing),
        "large and flat.png": _png_of(7_900, 7_900, compress(bytes(7_900 * 23_701), 9)),
        "canvas.webp": webp(riff_chunk(b"VP8X", bytes(4) + b"\xff" * 6), riff_chunk(b"VP8L", b"\x2f" + bytes(60_000))),
        "entities.svg": _entities(),
        "deep.svg": SVG_START.encode() + b">" + b"<g>" * 100_000 + b"</g>" * 100_000 + b"</svg>",
        "uses.svg": _uses(),
        "zeros.gz": gzip.compress(bytes(50_000_000), mtime=0),
        "scans.jpg": jpeg()[:-2] + b"\xff\xda\0\x08\1\1\0\0\x3f\0\0" * 5_000,
    }


PDF = b"%PDF-1.4\n%%EOF\n"
NAMES = (
    "quotes\"'`.png",
    "<b>angle<script>alert(1)<.png",
    "new\nline\r.png",
    "tab\tand\x1b[31mescape\x07.png",
    "\u202egnp.exe",
    "new\nline\r.pdf",
    "tab\tand\x1b[31mescape\x07.pdf",
    "twin-\u00e9.png",
    "twin-e\u0301.png",
    "zero\u200bwidth\ufeff.png",
    "con.png",
    "NUL",
    "aux.txt.pdf",
    "COM1.pdf",
    "ends in a dot..pdf.",
    "%2e%2e%2f.png",
    "a" * 251 + ".png",
    "-rf.png",
    "~.png",
    "x.png;.php",
    "*?|.png",
    "{{ config }}.png",
    "${HOME}.png",
    "\U0001f4a9.png",
)
"""Names that a file system of Unix takes."""

ADDRESSES = (
    "javascript:alert(1)//a.png",
    "JaVaScRiPt:alert(1)//a.png",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz48c2NyaXB0PmFsZXJ0KDEpPC9zY3JpcHQ+PC9zdmc+",
    "vbscript:a.png",
    "file:///etc/passwd",
    "file:secret.png",
    "//evil.example/a.png",
    "\\\\evil.example\\a.png",
    "/\\evil.example/a.png",
    "/etc/passwd.png",
    "../secret.png",
    "..%2fsecret.png",
    "%2e%2e/secret.png",
    "%252e%252e%252fsecret.png",
    "..\\secret.png",
    "files/../../secret.png",
    "/../secret.png",
    "a.png%00.png",
    "secret.png%00",
    "_media/../../secret.png",
    ".archiver/manifest.sqlite",
    "C:\\secret.png",
    "C:secret.png",
    "NUL",
    "a" * 70_000 + ".png",
    "\x00.png",
)
"""Addresses that lead out, run, or are no names."""

SECRET = b"%PDF-1.4 the secret of this machine"
LINKS = ("a link.pdf", "a link within.pdf", "a loop.pdf", "a folder/secret.pdf")
PIPE, SOCKET, DEVICE = "a pipe.pdf", "a socket.pdf", "a device.pdf"
THINGS = (*LINKS, PIPE, SOCKET, DEVICE)
"""Names of what is no file, or leads to one elsewhere."""


@dataclass(frozen=True)
class HostileMedia:
    """A project of hostile files, and the line of each reference in its thread, by the name or address."""

    project: Project
    lines: dict[str, int]


def table_rows() -> list[bytes]:
    """Rows of the table of files from elsewhere that a stranger may have written."""
    digest = "ab" + "0" * 30
    row = '{{"address":"https://x.example/{}.png","file":"{}","type":"image/png","size":1,"time":""}}'
    files = ("../../secret.pdf", "/etc/passwd", "ab/../../../secret.pdf", f"ab/{digest}.png/x", "..", "addresses.jsonl")
    return [
        *(row.format(number, file).encode() for number, file in enumerate(files)),
        b'{"address":"https://x.example/' + b"a" * 20_000_000 + b'"}',
        b"[" * 60_000,
        b'{"address":"https://x.example/9.png","size":1' + b"0" * 10_000 + b"}",
        b"\xff\xfe\x00",
        b"null",
        row.format("twice", f"ab/{digest}.png").encode(),
        row.format("twice", f"ab/{digest}.html").encode(),
    ]


def write_hostile_media(root: Path) -> HostileMedia:
    """Write the project; each name and address is in one line of `content/t.md`."""
    project = Project(root)
    project.write("secret.pdf", SECRET)
    project.write("secret.png", png() + SECRET)
    files = {
        **LIVE,
        **POLYGLOTS,
        **bombs(),
        **{name: PDF if name.endswith((".pdf", ".exe")) else png() for name in NAMES},
    }
    lines = ["# Talk", "", "## ada \u00b7 2022-07-01T14:03:00Z {#p1}", ""]
    numbers: dict[str, int] = {}
    for name, content in files.items():
        project.write(f"content/{name}", content)
    for name in (*files, *THINGS):
        numbers[name] = len(lines) + 1
        lines += [f"![picture]({quote(name)}) [link]({quote(name)})", ""]
    for address in ADDRESSES:
        numbers[address] = len(lines) + 1
        lines += [f"![picture](<{address}>) [link](<{address}>)", ""]
    for number in (*range(6), "twice"):
        lines += [f"![picture](https://x.example/{number}.png)", ""]
    project.write("content/t.md", "\n".join(lines))
    project.write("content/_media/addresses.jsonl", b"\n".join(table_rows()) + b"\n")
    project.write("content/_media/ab/ab" + "0" * 30 + ".html", LIVE["page.html"])
    _write_things(root)
    return HostileMedia(project, numbers)


def _write_things(root: Path) -> None:
    content = root / "content"
    targets = (f"{root}/secret.pdf", "pdf and html.pdf", LINKS[2])
    for name, target in zip(LINKS, targets, strict=False):
        (content / name).symlink_to(target)
    (content / "a folder").symlink_to(root)
    os.mkfifo(content / PIPE)
    with socket.socket(socket.AF_UNIX) as listener, contextlib.chdir(content):  # the path of a socket is short
        listener.bind(SOCKET)
    if os.geteuid() == 0:
        os.mknod(content / DEVICE, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero, which never ends
    else:
        (content / DEVICE).symlink_to("/dev/zero")
