import struct
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.media.file_types import BYTES, HEAD_SIZE, SVG, TEXT, download_type, file_type_of
from archiver.media.type_table import BY_EXTENSION, SIGNATURES
from archiver.model.media import MediaKind
from tests.picture_samples import encoded, image


def kind(head: bytes, name: str = "") -> tuple[str, str, str]:
    found = file_type_of(head, name)
    return found.mime_type, found.extension, found.kind.value


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content) + 8) + name + content


def ftyp(*brands: bytes) -> bytes:
    return box(b"ftyp", brands[0] + bytes(4) + b"".join(brands[1:]))


def ogg(packet: bytes) -> bytes:
    return b"OggS\0\x02" + bytes(20) + b"\x01" + bytes((len(packet),)) + packet


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""MPEG 1, layer III, 128 kbit/s, 44,100 Hz: 417 bytes."""

ROWS: list[tuple[bytes, tuple[str, str, str]]] = [
    *(
        (encoded(image(), name), (f"image/{name.lower()}", extension, "picture"))
        for name, extension in [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif")]
    ),
    (encoded(image(), "BMP"), ("image/bmp", "bmp", "picture")),
    (encoded(image(), "TIFF"), ("image/tiff", "tif", "file")),
    (encoded(image(), "ICO"), ("image/x-icon", "ico", "file")),
    (ftyp(b"isom", b"iso2", b"mp41"), ("video/mp4", "mp4", "video")),
    (ftyp(b"M4V ", b"mp42"), ("video/mp4", "mp4", "video")),
    (ftyp(b"xxxx", b"yyyy", b"mp42"), ("video/mp4", "mp4", "video")),
    (ftyp(b"qt  "), ("video/quicktime", "mov", "video")),
    (box(b"moov", b"x"), ("video/quicktime", "mov", "video")),
    (ftyp(b"M4A ", b"mp42", b"isom"), ("audio/mp4", "m4a", "sound")),
    (ftyp(b"mif1", b"avif", b"miaf"), ("image/avif", "avif", "picture")),
    (ftyp(b"heic", b"mif1"), ("image/heic", "heic", "file")),
    (ftyp(b"mif1", b"heic"), ("image/heic", "heic", "file")),
    (ftyp(b"3gp5", b"isom"), ("video/3gpp", "3gp", "file")),
    (ftyp(b"crx "), ("application/octet-stream", "bin", "file")),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", ("video/webm", "webm", "video")),
    (b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska", ("video/x-matroska", "mkv", "file")),
    (ogg(b"OpusHead\x01"), ("audio/ogg", "ogg", "sound")),
    (ogg(b"\x01vorbis"), ("audio/ogg", "ogg", "sound")),
    (ogg(b"\x80theora") + ogg(b"\x01vorbis"), ("video/ogg", "ogv", "file")),
    (ogg(b"Speex   "), ("application/ogg", "ogx", "file")),
    (b"ID3\x04\0\0\0\0\x01\x7f", ("audio/mpeg", "mp3", "sound")),
    (FRAME * 2, ("audio/mpeg", "mp3", "sound")),
    (FRAME + b"x" * 600, ("application/octet-stream", "bin", "file")),
    (FRAME, ("application/octet-stream", "bin", "file")),
    (b"RIFF\x24\0\0\0WAVEfmt ", ("audio/wav", "wav", "sound")),
    (b"fLaC\0\0\0\x22", ("audio/flac", "flac", "sound")),
    (b"%PDF-1.7\n", ("application/pdf", "pdf", "file")),
    (b"x\n%PDF-1.7\n", ("text/plain", "txt", "file")),
    (b"PK\x03\x04", ("application/zip", "zip", "file")),
    (bytes(257) + b"ustar\x0000", ("application/x-tar", "tar", "file")),
    (b"<svg xmlns='http://www.w3.org/2000/svg'>", ("image/svg+xml", "svg", "picture")),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- > -->\n<svg:svg>", ("image/svg+xml", "svg", "picture")),
    ("\ufeff<?xml version='1.0' encoding='utf-16'?><svg/>".encode("utf-16-le"), ("image/svg+xml", "svg", "picture")),
    (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]><svg >',
        ("image/svg+xml", "svg", "picture"),
    ),
    (b"<svgs>", ("text/plain", "txt", "file")),
    (b"<!-- <svg> --><html><svg></svg>", ("text/plain", "txt", "file")),
    (b"<!doctype html><svg>", ("text/plain", "txt", "file")),
    (b"BMW is no bitmap, and this is a text.", ("text/plain", "txt", "file")),
    (b"ID3 tags are at the start of a file.", ("text/plain", "txt", "file")),
    ("Ünïcode".encode(), ("text/plain", "txt", "file")),
    ("Grüße aus Köln".encode("cp1252"), ("text/plain", "txt", "file")),
    ("\ufeffUnicode".encode("utf-16"), ("application/octet-stream", "bin", "file")),
    (b"", ("text/plain", "txt", "file")),
    (b"MZ\x90\0\x03", ("application/octet-stream", "bin", "file")),
    (b"\0asm\x01\0\0\0", ("application/octet-stream", "bin", "file")),
    (b"CWS\x0a\x10\0\0\0x\x9c", ("application/octet-stream", "bin", "file")),
]


@pytest.mark.parametrize(("head", "expected"), ROWS, ids=[f"{row[1][1]}-{number}" for number, row in enumerate(ROWS)])
def test_the_first_bytes_say_what_a_file_is(head: bytes, expected: tuple[str, str, str]) -> None:
    for name in ("", "a.php", "a.html", "a.jpg.svg", "cat.PNG", "x.htaccess", "../../etc/passwd", "a\0.txt"):
        assert kind(head, name) == expected


ACTIVE = ["html", "xhtml", "xml", "xsl", "js", "mjs", "css", "php", "cgi", "shtml", "asp", "jsp", "mhtml", "manifest"]


@pytest.mark.parametrize("extension", [*ACTIVE, "txt", "csv", "diff", "py", "c", "unknown"])
def test_text_is_plain_text_whatever_its_name(extension: str) -> None:
    for content in (b"<!DOCTYPE html><script>alert(1)</script>", b"<?php system($_GET['x']); ?>", b"#!/bin/sh\n"):
        assert kind(content, f"a.php.{extension}") == ("text/plain", "txt", "file")


def test_a_name_chooses_between_types_with_the_same_first_bytes() -> None:
    assert kind(b"PK\x03\x04", "A.DOCX")[:2] == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    )
    assert kind(b"PK\x03\x04", "a.epub")[:2] == ("application/epub+zip", "epub")
    assert kind(b"PK\x03\x04", "a.jar")[:2] == ("application/zip", "zip")
    assert kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc")[:2] == ("application/msword", "doc")
    assert kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msi")[1] == "bin"
    assert kind(b"<html>", "a.docx") == kind(b"<html>", "a.zip") == ("text/plain", "txt", "file")
    assert kind(b"\0\1\2", "a.zip") == kind(b"\0\1\2", "a.doc") == ("application/octet-stream", "bin", "file")


def test_what_is_not_shown_is_downloaded() -> None:
    jpeg = file_type_of(b"\xff\xd8\xff", "")
    assert (download_type(jpeg).mime_type, download_type(jpeg).kind) == ("image/jpeg", MediaKind.FILE)
    assert download_type(SVG) == TEXT


NEVER = {*ACTIVE, "htm", "svgz", "htaccess", "exe", "swf", "jar", "wasm"}


@given(head=st.binary(max_size=300), name=st.text(max_size=20))
def test_any_file_has_a_type_of_the_table(head: bytes, name: str) -> None:
    found = file_type_of(head, name)
    assert found.extension.isalnum()
    assert found.extension not in NEVER
    assert found.mime_type not in {"text/html", "application/xhtml+xml", "text/xml", "text/javascript"}


def test_no_type_of_the_table_is_run() -> None:
    types = {found for _, found in SIGNATURES} | set(BY_EXTENSION.values()) | {TEXT, BYTES}
    assert not {found.extension for found in types} & NEVER
    assert all(found.kind is MediaKind.FILE for found in BY_EXTENSION.values())


def test_every_cut_of_a_head_has_a_type() -> None:
    for (head, _), cut in product(ROWS, range(40)):
        assert file_type_of(head[:cut], "a.docx").extension
    assert file_type_of(b"a" * (HEAD_SIZE + 10) + b"\0", "").extension == "txt"
