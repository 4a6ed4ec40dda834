"""What the standard asks of an EPUB, checked: https://www.w3.org/TR/epub-33/."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_EPUB = "{http://www.idpf.org/2007/ops}"
_PAGE = "application/xhtml+xml"


def faults_of(data: bytes) -> list[str]:
    """Return what is wrong with an EPUB, a sentence each; nothing for a good one."""
    return list(_faults(ZipFile(BytesIO(data)), data))


def pages_of(data: bytes) -> dict[str, str]:
    """Return the text of each file of the archive by its name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _faults(archive: ZipFile, data: bytes) -> Iterator[str]:
    first, names = archive.infolist()[0], archive.namelist()
    if (first.filename, first.compress_type, first.extra) != ("mimetype", ZIP_STORED, b""):
        yield "The first file is not an uncompressed mimetype without extra fields."
    if data[30:58] != b"mimetypeapplication/epub+zip":
        yield "The archive is not known by its first bytes."
    if len(set(names)) != len(names):
        yield "A file is there twice."
    root = _parsed(archive.read("META-INF/container.xml"))
    package_name = root.findall(f".//{_CONTAINER}rootfile")[0].attrib["full-path"]
    package = _parsed(archive.read(package_name))
    yield from _faults_of_metadata(package)
    folder = posixpath.dirname(package_name)
    items = {item.attrib["id"]: item.attrib for item in package.iter(f"{_OPF}item")}
    files = {posixpath.join(folder, item["href"]): item for item in items.values()}
    if len(files) != len(items) or len(items) != len(list(package.iter(f"{_OPF}item"))):
        yield "An id or a file is named twice in the manifest."
    others = {"mimetype", "META-INF/container.xml", package_name}
    yield from (f"{name} is in the manifest and not there." for name in files.keys() - set(names))
    yield from (f"{name} is there and not in the manifest." for name in set(names) - files.keys() - others)
    spine = [each.attrib["idref"] for each in package.iter(f"{_OPF}itemref")]
    if len(set(spine)) != len(spine) or not set(spine) <= items.keys():
        yield "The spine names a page twice, or one that isn't there."
    if {posixpath.join(folder, items[each]["href"]) for each in spine if each in items} != {
        name for name, item in files.items() if item["media-type"] == _PAGE
    }:
        yield "A page is not in the order of reading."
    yield from _faults_of_pages(archive, {name: item for name, item in files.items() if name in names})


def _parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 — it is our own


def _faults_of_metadata(package: ET.Element) -> Iterator[str]:
    identifiers = {each.attrib.get("id"): each.text for each in package.iter(f"{_DC}identifier")}
    if not identifiers.get(package.attrib["unique-identifier"]):
        yield "The book has no identifier."
    yield from (f"The book has no {name}." for name in ("title", "language") if not package.findtext(f".//{_DC}{name}"))
    modified = [each.text for each in package.iter(f"{_OPF}meta") if each.attrib.get("property") == "dcterms:modified"]
    if len(modified) != 1 or len(modified[0] or "") != len("2026-12-01T00:00:00Z"):
        yield "The book doesn't say when it was made."


def _faults_of_pages(archive: ZipFile, files: dict[str, dict[str, str]]) -> Iterator[str]:
    pages: dict[str, ET.Element] = {}
    for name, item in files.items():
        if item["media-type"] == _PAGE:
            try:
                pages[name] = _parsed(archive.read(name))
            except ET.ParseError as error:
                yield f"{name} isn't well-formed: {error}."
    navigations = [name for name, item in files.items() if "nav" in item.get("properties", "").split()]
    if len(navigations) != 1 or not _has_toc(pages[navigations[0]]):
        yield "There is not one navigation with a table of contents."
    ids = {name: [each.attrib["id"] for each in page.iter() if "id" in each.attrib] for name, page in pages.items()}
    yield from (f"{name} has an id twice." for name, own in ids.items() if len(set(own)) != len(own))
    for name, page in pages.items():
        if not (page.findtext(f"{_XHTML}head/{_XHTML}title") or "").strip():
            yield f"{name} has no title."
        for element in page.iter():
            for address in (element.attrib.get("href"), element.attrib.get("src")):
                if address is not None:
                    yield from _dangling(name, address, files, ids)


def _has_toc(page: ET.Element) -> bool:
    return any(
        each.attrib.get(f"{_EPUB}type") == "toc" and each.find(f"{_XHTML}ol") is not None
        for each in page.iter(f"{_XHTML}nav")
    )


def _dangling(name: str, address: str, files: dict[str, dict[str, str]], ids: dict[str, list[str]]) -> Iterator[str]:
    if address.startswith(("http://", "https://", "mailto:")):
        return
    path, fragment = urldefrag(unquote(address))
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target not in files or (fragment and fragment not in ids.get(target, ())):
        yield f"{name} has a link to {address}, which isn't there."
