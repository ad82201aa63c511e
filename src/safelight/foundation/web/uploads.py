"""The bound of uploaded files: what is beyond it never lies on the disk."""

from __future__ import annotations

from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

# The other fields of the form and the lines between the parts.
ROOM_FOR_FIELDS = 2**20


def is_too_large(request: HttpRequest) -> bool:
    """Whether the request is larger than an upload may be; its files were then left out."""
    return _size(request.META) > settings.LARGEST_UPLOAD_BYTES + ROOM_FOR_FIELDS


class BoundedUpload(FileUploadHandler):
    """Leaves out the files of a request that is too large; must stand first.

    The body is read to its end all the same: a browser that is cut off in the middle shows its own error page instead of
    our sentence.
    """

    _too_large = False

    def handle_raw_input(
        self,
        input_data: IO[bytes],  # noqa: ARG002 - Django's form
        META: dict[str, str],  # noqa: N803 - Django's form
        content_length: int,  # noqa: ARG002
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Look at the size that the request announces; a request cannot send more than that."""
        self._too_large = _size(META) > settings.LARGEST_UPLOAD_BYTES + ROOM_FOR_FIELDS

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's form
        """Leave the file out if the request is too large."""
        super().new_file(*args, **kwargs)
        if self._too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's form
        """Hand the data on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def _size(meta: dict[str, Any]) -> int:
    try:
        return int(meta.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
