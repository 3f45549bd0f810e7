"""The types of published files: by first bytes, by brands of the ISO media format, and by what names may choose."""

from msgspec import Struct

from archiver.model.media import MediaKind


class FileType(Struct, frozen=True, kw_only=True):
    """The type of a published file."""

    mime_type: str
    extension: str
    """Without a dot; always one of the table, never that of the original."""
    kind: MediaKind


def _file(mime_type: str, extension: str, kind: MediaKind = MediaKind.FILE) -> FileType:
    return FileType(mime_type=mime_type, extension=extension, kind=kind)


TEXT = _file("text/plain", "txt")
BYTES = _file("application/octet-stream", "bin")
SVG = _file("image/svg+xml", "svg", MediaKind.PICTURE)

MP4 = _file("video/mp4", "mp4", MediaKind.VIDEO)
QUICKTIME = _file("video/quicktime", "mov", MediaKind.VIDEO)
M4A = _file("audio/mp4", "m4a", MediaKind.SOUND)
AVIF = _file("image/avif", "avif", MediaKind.PICTURE)
HEIC = _file("image/heic", "heic")
MOBILE_VIDEO = _file("video/3gpp", "3gp")
WEBM = _file("video/webm", "webm", MediaKind.VIDEO)
MATROSKA = _file("video/x-matroska", "mkv")
OGG = _file("audio/ogg", "ogg", MediaKind.SOUND)
OGG_VIDEO = _file("video/ogg", "ogv")
OGG_OTHER = _file("application/ogg", "ogx")
MP3 = _file("audio/mpeg", "mp3", MediaKind.SOUND)
BMP = _file("image/bmp", "bmp", MediaKind.PICTURE)
GZIP = _file("application/gzip", "gz")
ZIP = _file("application/zip", "zip")
COMPOUND = _file("application/x-ole-storage", "bin")
"""Microsoft's compound files, as old versions of Word wrote them."""
TAR = _file("application/x-tar", "tar")

SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (rb"\x89PNG\r\n\x1a\n", _file("image/png", "png", MediaKind.PICTURE)),
    (rb"\xff\xd8\xff", _file("image/jpeg", "jpg", MediaKind.PICTURE)),
    (rb"GIF8[79]a", _file("image/gif", "gif", MediaKind.PICTURE)),
    (rb"RIFF....WEBP", _file("image/webp", "webp", MediaKind.PICTURE)),
    (rb"RIFF....WAVE", _file("audio/wav", "wav", MediaKind.SOUND)),
    (rb"RIFF....AVI ", _file("video/x-msvideo", "avi")),
    (rb"fLaC", _file("audio/flac", "flac", MediaKind.SOUND)),
    (rb"MThd\0\0\0\x06", _file("audio/midi", "mid")),
    (rb"FORM....AIF[FC]", _file("audio/aiff", "aiff")),
    (rb"#!AMR", _file("audio/amr", "amr")),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", _file("video/x-ms-asf", "asf")),
    (rb"FLV\x01", _file("video/x-flv", "flv")),
    (rb"\0\0\x01[\xba\xb3]", _file("video/mpeg", "mpg")),
    (rb"II\*\0|MM\0\*", _file("image/tiff", "tif")),
    (rb"\0\0[\x01\x02]\0[^\0]\0", _file("image/x-icon", "ico")),
    (rb"8BPS\0[\x01\x02]", _file("image/vnd.adobe.photoshop", "psd")),
    (rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n", _file("image/jxl", "jxl")),
    (rb"\0\0\0\x0cjP  \r\n\x87\n", _file("image/jp2", "jp2")),
    (rb"AT&TFORM....DJV", _file("image/vnd.djvu", "djvu")),
    (rb"%PDF", _file("application/pdf", "pdf")),
    (rb"\{\\rtf1", _file("application/rtf", "rtf")),
    (rb"7z\xbc\xaf\x27\x1c", _file("application/x-7z-compressed", "7z")),
    (rb"Rar!\x1a\x07", _file("application/vnd.rar", "rar")),
    (rb"\x1f\x8b\x08", GZIP),
    (rb"BZh[1-9]1AY&SY", _file("application/x-bzip2", "bz2")),
    (rb"\xfd7zXZ\0", _file("application/x-xz", "xz")),
    (rb"\x28\xb5\x2f\xfd", _file("application/zstd", "zst")),
    (rb"PK\x03\x04|PK\x05\x06", ZIP),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
)
"""Patterns of first bytes and what they tell."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
BY_EXTENSION: dict[tuple[FileType, str], FileType] = {
    **{
        (ZIP, extension): _file(mime_type, extension)
        for extension, mime_type in {
            "docx": f"{_OFFICE}wordprocessingml.document",
            "xlsx": f"{_OFFICE}spreadsheetml.sheet",
            "pptx": f"{_OFFICE}presentationml.presentation",
            "odt": f"{_ODF}text",
            "ods": f"{_ODF}spreadsheet",
            "odp": f"{_ODF}presentation",
            "odg": f"{_ODF}graphics",
            "epub": "application/epub+zip",
            "kmz": "application/vnd.google-earth.kmz",
        }.items()
    },
    (COMPOUND, "doc"): _file("application/msword", "doc"),
    (COMPOUND, "xls"): _file("application/vnd.ms-excel", "xls"),
    (COMPOUND, "ppt"): _file("application/vnd.ms-powerpoint", "ppt"),
    (GZIP, "tgz"): _file("application/gzip", "tgz"),
}
"""Types that a name chooses, by the type that the first bytes have and the extension of the name. None is ever run."""

BRANDS: tuple[tuple[frozenset[bytes], FileType], ...] = (
    (frozenset({b"avif", b"avis"}), AVIF),
    (frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}), HEIC),
    (frozenset({b"qt  "}), QUICKTIME),
    (frozenset({b"M4A ", b"M4B ", b"M4P "}), M4A),
    (
        frozenset({b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gr6", b"3gs6", b"3ge6", b"3gg6", b"3g2a", b"3g2b"}),
        MOBILE_VIDEO,
    ),
    (frozenset({b"isom", b"mp41", b"mp42", b"avc1", b"dash", b"MSNV", b"M4V ", b"M4VH", b"M4VP", b"f4v "}), MP4),
    (frozenset(b"iso%d" % number for number in range(2, 10)), MP4),
)
"""Brands of files of ISO's base media format (ISO/IEC 14496-12, section 4.3; registry: mp4ra.org)."""
