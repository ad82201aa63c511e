"""A file that is there whole or not at all: temporary name, flushed to the disk, renamed."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from safelight.foundation.actions import Refused

PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target`` that becomes ``target`` when the block ends without an exception.

    Only the owner of the process may read the file. A killed process leaves at most a hidden ``.*.part`` file.

    Raises:
        Refused: the folder is missing or not writable, or the disk is full.
    """
    part = target.parent / f".{target.name[:80]}.{uuid4().hex}{PART}"
    try:
        # Asked first, so that an hour of work does not end at a folder that was never writable.
        part.touch(mode=0o600, exist_ok=False)
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise _in_words(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    # Windows cannot open folders; there the rename is all that can be had.
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _in_words(error: OSError, target: Path) -> Refused:
    folder = target.parent
    if error.errno in _FULL:
        message = (
            f"The disk of {folder} (or of the temporary folder) is full. Free some space, or choose another place."
        )
        return Refused(message, code="disk_full")
    if error.errno in _FORBIDDEN:
        message = f"The folder {folder} cannot be written to. Choose another place, or change its permissions."
        return Refused(message, code="not_writable")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        message = f"There is no folder {folder}. Make it first, or choose another place."
        return Refused(message, code="no_folder")
    if error.errno == errno.EISDIR:
        message = f"{target} is a folder. Name a file in it."
        return Refused(message, code="is_folder")
    message = f"{target} cannot be written: {error.strerror or error}."
    return Refused(message, code="not_written")
