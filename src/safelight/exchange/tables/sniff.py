"""Says what a file is by looking into it; its ending is only a hint."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from safelight.exchange.tables.shape import Unreadable

Content = Literal["text", "xlsx", "ods", "fods", "ole", "vcard", "html", "spreadsheetml"]

_HEAD = 64 * 1024
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed archive (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7-Zip)"),
    (b"Rar!", "a compressed archive (RAR)"),
    (b"BZh9", "a compressed archive (bzip2)"),
    (b"\xfd7zXZ", "a compressed archive (xz)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x00\x01\x00\x00Standard Jet", "a Microsoft Access database"),
    (b"\x00\x01\x00\x00Standard ACE", "a Microsoft Access database"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"PAR1", "a Parquet file"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|head|body|meta|style|div)\b", re.IGNORECASE)


def sniff(path: Path) -> Content:
    """Say what ``path`` holds; raises Unreadable for what is no table at all, with the way out."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise Unreadable(
            code="empty", message="The file is empty: there is no row in it. Choose the file that holds the list."
        )
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head[:2] == b"\x09\x08" and head[2:4] in {b"\x10\x00", b"\x08\x00"}:
        raise Unreadable(
            code="too_old",
            message="This workbook is from an Excel before 1995. Open it in LibreOffice and save it as an Excel workbook.",
        )
    for mark, what in _REFUSED:
        if head.startswith(mark):
            raise Unreadable(
                code="not_a_table",
                message=f"This is {what}, not a list. Export the list as Excel, CSV or vCard and choose that file.",
            )
    return _inside_text(head)


def _inside_text(head: bytes) -> Content:
    plain = _narrow(head)
    start = plain.lstrip(b" \t\r\n")[:4096]
    low = start.lower()
    if re.match(rb"(?:[\w.-]+\.)?begin[ \t]*:[ \t]*vcard", low):
        return "vcard"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<" in start[:1]:
        return "spreadsheetml"
    if b"urn:oasis:names:tc:opendocument:xmlns:office" in plain and b"<" in start[:1]:
        return "fods"
    if low.startswith((b"mime-version:", b"from:", b"message-id:")) and b"multipart/related" in low:
        raise Unreadable(
            code="web_archive",
            message="This is a web page archive (MHTML) with an Excel name. Open it in Excel and save it as an Excel workbook.",
        )
    if low.startswith(b"<") and (_HTML.match(start) or (_HTML.search(plain) and b"<tr" in plain.lower())):
        return "html"
    return "text"


def _narrow(head: bytes) -> bytes:
    """Make UTF-16 text look like ASCII, and drop a byte order mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:64]:
        return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _inside_zip(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()[:20_000]}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, OverflowError) as error:
        raise Unreadable(
            code="damaged",
            message="The file is damaged or was not copied completely: it begins like an Excel workbook but does not end like "
            "one. Copy or export it again.",
        ) from error
    if "xl/workbook.bin" in names:
        raise Unreadable(
            code="binary_workbook",
            message="This is an Excel binary workbook (XLSB). Open it in Excel and save it as “Excel workbook (.xlsx)”.",
        )
    if any(name.startswith("xl/") for name in names) or "[content_types].xml" in names:
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise Unreadable(
                code="not_a_table",
                message="This is a text document or a presentation. Export the list as Excel or CSV instead.",
            )
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise Unreadable(
            code="numbers",
            message="This is an Apple Numbers file. In Numbers choose File, Export To, Excel and use the exported file.",
        )
    raise Unreadable(code="archive", message="This is a ZIP archive. Unpack it and choose the list that is inside.")
