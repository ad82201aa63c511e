"""A zip whose bytes follow from its content alone, written member by member, with a hash taken on the way."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from safelight.exchange.out.archive.manifest import Member

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16
_BLOCK = 2**20


class Packer:
    """Adds members to a zip and remembers their sizes and hashes."""

    def __init__(self, bundle: zipfile.ZipFile) -> None:
        """Write into an open zip."""
        self._bundle = bundle
        self.members: list[Member] = []

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Add one member from its blocks; memory holds one block at a time."""
        info = zipfile.ZipInfo(name, date_time=_EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = _UNIX
        info.external_attr = _READABLE
        digest, size = hashlib.sha256(), 0
        # Zip64 is always prepared, so that the bytes do not depend on a guess of the size.
        with self._bundle.open(info, "w", force_zip64=True) as stream:
            for block in blocks:
                stream.write(block)
                digest.update(block)
                size += len(block)
        self.members.append(Member(name=name, size=size, sha256=digest.hexdigest()))


@contextmanager
def packer(target: Path) -> Iterator[Packer]:
    """Open a new zip at ``target``; its directory is written when the block ends."""
    with zipfile.ZipFile(target, "w", allowZip64=True) as bundle:
        yield Packer(bundle)


def blocks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a stream in blocks."""
    while block := stream.read(_BLOCK):
        yield block
