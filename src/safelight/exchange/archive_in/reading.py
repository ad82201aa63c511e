"""Opening an archive somebody hands over: nothing in it is believed before it is checked.

Refused in words: not an archive, written by a newer program, members missing, added, doubled, renamed out of their
folder, cut short, changed, or larger than they say.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from pydantic import ValidationError

from safelight.exchange.out.archive.manifest import FORMAT, MANIFEST, SCHEMA, ArchivedKind, Manifest, Member
from safelight.foundation.actions import Refused

LONGEST_LINE = 64 * 2**20
LARGEST_MANIFEST = 256 * 2**20
MOST_MEMBERS = 2_000_000
_BLOCK = 2**20
_STRANGE = re.compile(r"[\x00-\x1f\\:]|^/|(^|/)\.{1,2}(/|$)|//|/$|^$")
_ENCRYPTED = 0x1
_LINK = 0o120000
_KIND_BITS = 0o170000
# Deflate cannot pack tighter than 1032:1; what claims to, lies about its size.
_TIGHTEST = 1032


class Archive:
    """An opened archive whose directory and manifest hold together; contents are checked by :meth:`verify`."""

    def __init__(self, bundle: zipfile.ZipFile, manifest: Manifest) -> None:
        """Keep both; use :func:`open_archive`."""
        self._bundle = bundle
        self.manifest = manifest

    def verify(self, report: Callable[[int, int], None]) -> None:
        """Read every member once and compare sizes and hashes; ``report`` is told the bytes read and in all.

        Raises:
            Refused: a member is not what the manifest says.
        """
        total, done = sum(member.size for member in self.manifest.members), 0
        for member in self.manifest.members:
            digest, size = hashlib.sha256(), 0
            with self._open(member.name) as stream:
                for block in _blocks(stream, member):
                    size += len(block)
                    digest.update(block)
                    report(done + size, total)
            if size != member.size or digest.hexdigest() != member.sha256:
                refuse(f"“{member.name}” in it was changed or cut short: its hash differs from the manifest.")
            done += size

    def lines(self, kind: ArchivedKind) -> Generator[dict[str, Any], None, None]:
        """Yield the rows of a kind; close it when stopping early.

        Raises:
            Refused: a line is no row of this kind, or their number differs from the manifest's.
        """
        number, expected = 0, frozenset(kind.columns)
        with self._open(kind.member) as stream:
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    refuse(f"“{kind.member}” line {number} is longer than {LONGEST_LINE // 2**20} MB.")
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError):
                    row = None
                if not isinstance(row, dict) or row.keys() != expected:
                    refuse(f"“{kind.member}” line {number} is not a row with the columns the manifest names.")
                yield row
        if number != kind.rows:
            refuse(f"“{kind.member}” has {number} lines; the manifest says {kind.rows}.")

    def files(self, folder: str) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield the files below a folder, by their name in it, each open while it is looked at."""
        for member in self.manifest.members:
            if member.name.startswith(folder):
                with self._open(member.name) as stream:
                    yield member.name.removeprefix(folder), stream

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._bundle.open(name) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            refuse(f"“{name}” in it is damaged.", error)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive and check its directory against its manifest.

    Raises:
        Refused: with what is wrong and what to do.
    """
    try:
        bundle = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        message = f"There is no file “{path}”."
        raise Refused(message, code="no_file") from error
    except OSError as error:
        message = f"“{path}” cannot be read: {error.strerror or error}."
        raise Refused(message, code="no_file") from error
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        refuse(f"“{path.name}” is not a zip file, or was cut short while it was copied.", error)
    with bundle:
        manifest = _read_manifest(bundle)
        _compare(bundle, manifest)
        yield Archive(bundle, manifest)


def refuse(what: str, cause: BaseException | None = None) -> NoReturn:
    """Refuse an archive, and say what to do.

    Raises:
        Refused: always.
    """
    message = f"This archive was not read, nothing was changed. {what} Export it again, or copy it again and compare."
    raise Refused(message, code="archive_refused") from cause


def _read_manifest(bundle: zipfile.ZipFile) -> Manifest:
    infos = [info for info in bundle.infolist() if info.filename == MANIFEST]
    if len(infos) != 1 or infos[0].file_size > LARGEST_MANIFEST:
        refuse(f"It has no {MANIFEST}, so it is not an archive that Safelight wrote.")
    try:
        with bundle.open(infos[0]) as stream:
            data = json.loads(stream.read(LARGEST_MANIFEST))
    except (
        ValueError,
        RecursionError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        refuse(f"Its {MANIFEST} is damaged.", error)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        refuse(f"Its {MANIFEST} is not one that Safelight wrote.")
    newest = data.get("schema_version")
    if isinstance(newest, int) and newest > SCHEMA:
        message = (
            f"This archive was written by a newer Safelight ({data.get('safelight', 'unknown')}, layout {newest}; this one"
            f" reads up to {SCHEMA}). Nothing was changed. Update Safelight and try again."
        )
        raise Refused(message, code="archive_newer")
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in item["loc"]) for item in error.errors()})
        refuse(f"Its {MANIFEST} is damaged at {', '.join(places[:5])}.", error)


def _compare(bundle: zipfile.ZipFile, manifest: Manifest) -> None:
    infos = bundle.infolist()
    if len(infos) > MOST_MEMBERS:
        refuse(f"It has {len(infos)} members; more than {MOST_MEMBERS} are not read.")
    doubled = [name for name, times in Counter(info.filename for info in infos).items() if times > 1]
    if doubled:
        refuse(f"It holds “{doubled[0]}” twice.")
    for info in infos:
        _check_member(info)
    packed = {info.filename: info for info in infos}
    named = {member.name: member for member in manifest.members}
    missing = sorted(named.keys() - packed.keys())
    added = sorted(packed.keys() - named.keys() - {MANIFEST})
    if missing:
        refuse(f"“{missing[0]}” is missing from it.")
    if added:
        refuse(f"“{added[0]}” is in it but not in its manifest.")
    for name, member in named.items():
        info = packed[name]
        if info.file_size != member.size or info.file_size > max(info.compress_size, 1) * _TIGHTEST:
            refuse(f"“{name}” in it has another size than its manifest says.")
    for kind in manifest.kinds:
        if kind.member not in named:
            refuse(f"“{kind.member}” is missing from it.")


def _check_member(info: zipfile.ZipInfo) -> None:
    # The name as it is stored; zipfile itself hides what stands behind a NUL.
    name = info.orig_filename
    if _STRANGE.search(name) or name != info.filename:
        refuse(f"It holds a member with the strange name “{name[:80]!r}”.")
    if info.flag_bits & _ENCRYPTED:
        refuse(f"“{name}” in it is encrypted.")
    if (info.external_attr >> 16) & _KIND_BITS == _LINK:
        refuse(f"“{name}” in it is a link.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        refuse(f"“{name}” in it is packed in a way Safelight never uses.")


def _blocks(stream: IO[bytes], member: Member) -> Iterator[bytes]:
    read = 0
    while block := stream.read(_BLOCK):
        read += len(block)
        if read > member.size:
            refuse(f"“{member.name}” in it is larger than it says.")
        yield block
