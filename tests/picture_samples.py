"""Small pictures of each format, with metadata that must not be published, and blocks of which files are made."""

import struct
from io import BytesIO
from zlib import compress, crc32

from PIL import Image

SECRET = b"48.2082N 16.3738E"
"""Stands for all that must not be published."""


def exif_block(orientation: int, order: str = ">") -> bytes:
    """An EXIF block with a description, an orientation and a pointer to a directory of GPS."""
    mark = {">": b"MM\0*", "<": b"II*\0"}[order]
    rows = [(0x010E, 2, len(SECRET), 8 + 2 + 3 * 12 + 4), (0x8825, 4, 1, 8)]
    entries = [struct.pack(f"{order}HHLL", *row) for row in rows]
    entries.insert(1, struct.pack(f"{order}HHLHH", 0x0112, 3, 1, orientation, 0))
    return mark + struct.pack(f"{order}LH", 8, 3) + b"".join(entries) + bytes(4) + SECRET


def segment(code: int, parameters: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(parameters) + 2) + parameters


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", crc32(name + content))


def riff_chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<L", len(content)) + content + b"\0" * (len(content) % 2)


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<L", len(body)) + body


def image(width: int = 12, height: int = 7, mode: str = "RGB") -> Image.Image:
    """A picture in which no two rows or columns are equal, so that a rotation is seen."""
    picture = Image.new("RGB", (width, height))
    picture.putdata([(x * 20 % 256, y * 35 % 256, (x * y * 7) % 256) for y in range(height) for x in range(width)])
    return picture.convert(mode)


def encoded(picture: Image.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


def jpeg(orientation: int = 1, *, progressive: bool = False, size: tuple[int, int] = (12, 7)) -> bytes:
    """A JPEG with each kind of metadata, and something after its end."""
    plain = encoded(image(*size), "JPEG", progressive=progressive, icc_profile=b"profile of colours", quality=90)
    after_jfif = plain.index(b"\xff\xe2")
    metadata = [
        segment(0xE1, b"Exif\0\0" + exif_block(orientation)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xE2, b"FPXR\0" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xE0, b"JFXX\0" + SECRET),
        segment(0xFE, SECRET),
    ]
    return plain[:after_jfif] + b"".join(metadata) + plain[after_jfif:] + b"ftypmp42" + SECRET + b"\xff\xd8\xff\xd9"


def png(orientation: int = 1, *, size: tuple[int, int] = (12, 7), frames: int = 0) -> bytes:
    """A PNG with each kind of metadata, and something after its end."""
    width, height = size
    rows = b"".join(b"\0" + image(*size).crop((0, y, width, y + 1)).tobytes() for y in range(height))
    animation = [png_chunk(b"acTL", struct.pack(">LL", frames, 0))] if frames else []
    chunks = [
        png_chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)),
        png_chunk(b"gAMA", struct.pack(">L", 45_455)),
        *animation,
        png_chunk(b"eXIf", exif_block(orientation)),
        png_chunk(b"tEXt", b"Comment\0" + SECRET),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET),
        png_chunk(b"zTXt", b"Comment\0\0" + compress(SECRET)),
        png_chunk(b"tIME", struct.pack(">HBBBBB", 2020, 1, 2, 3, 4, 5)),
        png_chunk(b"prVt", SECRET),
        png_chunk(b"IDAT", compress(rows)),
        png_chunk(b"tEXt", b"Comment\0" + SECRET),
        png_chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + SECRET


def webp_picture(orientation: int = 1, *, size: tuple[int, int] = (12, 7), lossless: bool = True) -> bytes:
    """An extended WebP with each kind of metadata, and something after its end."""
    stream = encoded(image(*size), "WEBP", lossless=lossless)[12:]
    width, height = size
    canvas = bytes((0x2C, 0, 0, 0)) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = [
        riff_chunk(b"VP8X", canvas),
        riff_chunk(b"ICCP", b"profile of colours"),
        stream,
        riff_chunk(b"EXIF", exif_block(orientation, "<")),
        riff_chunk(b"XMP ", SECRET),
        riff_chunk(b"PRVT", SECRET),
    ]
    return webp(*chunks) + SECRET


def avif(orientation: int = 1) -> bytes:
    """An AVIF with EXIF and XMP; the encoder writes the orientation as a property of the picture, too."""
    return encoded(image(), "AVIF", exif=b"Exif\0\0" + exif_block(orientation), xmp=b"<x:xmpmeta>" + SECRET)


def animated(file_format: str) -> bytes:
    frames = [image(), image().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    return encoded(frames[0], file_format, save_all=True, append_images=frames[1:], duration=100)
