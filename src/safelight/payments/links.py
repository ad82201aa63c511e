"""Links that are their own permission: whoever has one may follow it, and nobody can make one up."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from django.core import signing
from django.http import Http404

Purpose = Literal["back", "notice", "page"]
_SALT: Final = "safelight.payments "


def link_to(purpose: Purpose, studio_id: UUID, name: object) -> str:
    """Return the signed part of a public address that leads to one thing of one studio."""
    return signing.dumps([str(studio_id), str(name)], salt=_SALT + purpose)


def read_link(purpose: Purpose, link: str) -> tuple[UUID, str]:
    """Return the studio and the name of what a link leads to.

    Raises:
        Http404: nobody here made this link.
    """
    try:
        studio_id, name = signing.loads(link, salt=_SALT + purpose)
        return UUID(studio_id), str(name)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
