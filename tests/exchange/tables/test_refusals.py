"""What is no list gets a sentence, never a crash."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from safelight.exchange.tables import Unreadable, open_table
from tests.exchange.tables.reading import Opener


def refused(opened: Opener, content: bytes, filename: str = "list.xlsx") -> str:
    with pytest.raises(Unreadable) as refusal:
        list(opened(content, filename).rows())
    assert refusal.value.message == str(refusal.value)
    assert len(refusal.value.message) > 30
    return refusal.value.code


def zipped(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 x", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"\xff\xd8\xff\xe0", "not_a_table"),
        (b"SQLite format 3\x00", "not_a_table"),
        (b"\x00\x01\x00\x00Standard Jet DB", "not_a_table"),
        (b"{\\rtf1 x}", "not_a_table"),
        (b"\x1f\x8b\x08\x00", "not_a_table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"\x09\x08\x10\x00\x00\x06", "too_old"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "web_archive"),
    ],
)
def test_other_files(opened: Opener, content: bytes, code: str) -> None:
    assert refused(opened, content) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "x", "[Content_Types].xml": "x"}, "not_a_table"),
        ({"Index/Document.iwa": "x"}, "numbers"),
        ({"clients.csv": "Name"}, "archive"),
        ({"xl/workbook.bin": "x"}, "binary_workbook"),
        ({"xl/other.xml": "x"}, "damaged"),
    ],
)
def test_other_packages(opened: Opener, parts: dict[str, bytes | str], code: str) -> None:
    assert refused(opened, zipped(parts)) == code


def test_an_encrypted_workbook(opened: Opener) -> None:
    assert refused(opened, compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000})) == "password"


def test_an_encrypted_old_workbook(opened: Opener) -> None:
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    filepass = struct.pack("<HH", 0x002F, 54) + b"\x00" * 54
    assert refused(opened, compound({"Workbook": (bof + filepass).ljust(5000, b"\x00")}), "a.xls") == "password"


def test_an_office_document_that_is_no_workbook(opened: Opener) -> None:
    assert refused(opened, compound({"WordDocument": b"x" * 5000}), "a.xls") == "not_a_table"


def test_an_encrypted_opendocument(opened: Opener) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    parts: dict[str, bytes | str] = {"content.xml": "scrambled", "META-INF/manifest.xml": manifest}
    assert refused(opened, zipped(parts), "a.ods") == "password"


WORKBOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def workbook(sheet: bytes | str) -> bytes:
    return zipped({"xl/workbook.xml": WORKBOOK, "xl/worksheets/sheet1.xml": sheet})


def test_a_zip_bomb_is_stopped(opened: Opener) -> None:
    assert refused(opened, workbook(b"<worksheet><sheetData>" + b" " * 90_000_000)) == "too_large"


def test_entities_are_refused(opened: Opener) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row>'
    assert refused(opened, workbook(bomb)) == "damaged"


def test_xml_that_ends_early(opened: Opener) -> None:
    assert refused(opened, workbook("<worksheet><sheetData><row><c><v>1</v></c></row>")) == "damaged"


def test_deep_xml(opened: Opener) -> None:
    assert refused(opened, workbook("<worksheet>" + "<a>" * 5000)) in {"damaged", "empty"}


def test_an_endless_line(opened: Opener) -> None:
    assert refused(opened, b"Name," + b"x" * 9_000_000, "a.csv") == "line_too_long"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="not there"):
        open_table(tmp_path / "gone.csv")
    with pytest.raises(Unreadable, match="folder"):
        open_table(tmp_path)


def compound(streams: dict[str, bytes]) -> bytes:
    """Build a small OLE compound file with 512-byte sectors; every stream must have 4096 bytes or more."""
    fat: list[int] = [0xFFFFFFFD]
    body = b""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        start = len(fat)
        count = -(-len(content) // 512)
        fat.extend([*range(start + 1, start + count), 0xFFFFFFFE])
        body += content.ljust(count * 512, b"\x00")
        entries.append(_entry(name, 2, start, len(content)))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\x00")
    first = len(fat)
    count = len(directory) // 512
    fat.extend([*range(first + 1, first + count), 0xFFFFFFFE])
    fat.extend([0xFFFFFFFF] * (128 - len(fat)))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + struct.pack("<128I", *fat) + body + directory


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HBB", entry, 64, len(raw), kind, 1)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
