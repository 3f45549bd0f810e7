"""The package document of an EPUB, which lists its files and says what the book is, and the file that names it."""

from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from archiver.model import Moment

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
"""`META-INF/container.xml`."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BookItem(NamedTuple):
    """A file of the book."""

    name: str
    type: str
    properties: str = ""
    """What a reading system has to know of it, as `nav`."""


class BookPackage(NamedTuple):
    """What the package document says."""

    identifier: str
    title: str
    lang: str
    modified: Moment | None
    """The date of the newest post; None if no post has a date."""
    items: tuple[BookItem, ...]
    spine: tuple[str, ...]
    """The names of the documents in the order in which they are read."""
    publisher: str
    source: str | None
    """The address of the thread or board on the site."""


def package_document(package: BookPackage) -> bytes:
    """The package document in UTF-8."""
    root = Element("package", {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": "id"})
    _add_metadata(root, package)
    manifest = SubElement(root, "manifest")
    ids = {item.name: f"i{number}" for number, item in enumerate(package.items, 1)}
    for item in package.items:
        attributes = {"id": ids[item.name], "href": item.name, "media-type": item.type}
        SubElement(manifest, "item", attributes | ({"properties": item.properties} if item.properties else {}))
    spine = SubElement(root, "spine")
    for name in package.spine:
        SubElement(spine, "itemref", {"idref": ids[name]})
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_metadata(root: Element, package: BookPackage) -> None:
    metadata = SubElement(root, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    SubElement(metadata, "dc:identifier", {"id": "id"}).text = package.identifier
    SubElement(metadata, "dc:title").text = package.title
    SubElement(metadata, "dc:language").text = package.lang
    SubElement(metadata, "dc:publisher").text = package.publisher
    if package.source:
        SubElement(metadata, "dc:source").text = package.source
    modified = package.modified.at.astimezone(UTC) if package.modified else _EPOCH
    SubElement(metadata, "meta", {"property": "dcterms:modified"}).text = f"{modified:%Y-%m-%dT%H:%M:%SZ}"
