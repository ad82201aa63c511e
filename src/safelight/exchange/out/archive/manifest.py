"""The manifest: what an archive holds, with a size and a SHA-256 for each member."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = 1
"""Version of the archive's layout; a reader refuses a higher one."""

FORMAT: Final = "safelight-archive"
MANIFEST: Final = "manifest.json"
READ_ME: Final = "READ ME.txt"
DATA_FOLDER: Final = "data/"
FILES_FOLDER: Final = "files/"

_CONFIG = ConfigDict(frozen=True, extra="forbid")


class ArchivedStudio(BaseModel):
    """The studio as it was; everything else about it stands in ``data/studio.jsonl``."""

    model_config = _CONFIG

    id: UUID
    slug: str
    name: str
    country: str
    currency: str
    zone: str
    languages: tuple[str, ...] = ()


class ArchivedKind(BaseModel):
    """One kind of record: its member, its columns in the order of the lines, its number of lines."""

    model_config = _CONFIG

    name: str
    member: str
    columns: tuple[str, ...]
    rows: int = Field(ge=0)


class Member(BaseModel):
    """One member of the zip: name, size in bytes before packing, SHA-256 as 64 hexadecimal digits."""

    model_config = _CONFIG

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class JournalHead(BaseModel):
    """The end of the hash chain that sealed the journal in the studio the archive was taken from."""

    model_config = _CONFIG

    sequence: int = Field(ge=0)
    hash: str = Field(pattern=r"^([0-9a-f]{64})?$")


class Manifest(BaseModel):
    """The whole manifest. It names no moment of writing: the same data gives the same bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["safelight-archive"] = FORMAT
    schema_version: int = Field(ge=1)
    safelight: str
    migrations: dict[str, str]
    studio: ArchivedStudio
    kinds: tuple[ArchivedKind, ...]
    journal: JournalHead
    with_files: bool
    members: tuple[Member, ...]


EXPLANATION = """\
This is a complete archive of one photography studio, written by Safelight.

manifest.json   what is in here: every member with its size and SHA-256, every kind of record with its columns and
                number of lines, the versions of the program and of this layout, and the end of the journal's chain.
data/           one file per kind of record; one JSON object per line, UTF-8, sorted by id.
files/          files the studio has stored, if they were asked for.

How values are written: text, true/false, whole numbers and null as JSON has them; amounts and other exact decimals as
text ("12.50"); moments as ISO 8601 in UTC ("2026-05-04T07:30:00.000000Z"); days as "2026-05-04"; identifiers as
UUID text; binary values in base64. A column that ends in _id names the "id" of a line in another file.

Passwords, sign-in keys and sessions are never in an archive. To bring it back: safelight import archive FILE
"""
