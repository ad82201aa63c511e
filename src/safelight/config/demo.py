"""The demo studio: fictional, deterministic, made through the same actions as everything else."""

from __future__ import annotations

import importlib
from typing import Literal

from django.conf import settings
from django.db import transaction

from safelight.accounts.actions import NewStudio, create_studio
from safelight.accounts.models import User
from safelight.accounts.queries import Directory, all_studios, memberships_of
from safelight.foundation.actions import Context, StudioFacts

Size = Literal["small", "year", "large"]
SLUG = "northlight-portraits"
NAME = "Northlight Portraits"
OWNER = "olivia@northlight.example"
# Known to everybody who reads this: the demo studio holds fictional people only and listens on this machine alone.
PASSWORD = "northlight-demo"  # noqa: S105 - see above; pragma: allowlist secret
# Modules that fill the demo, ground floor first; each has ``load_demo(context, size)``.
LOADERS = ("safelight.clients.demo",)


def find() -> StudioFacts | None:
    """Return the demo studio if there is one."""
    return next((Directory().facts(found) for found, slug, _ in all_studios() if slug == SLUG), None)


def ensure(size: Size = "small") -> tuple[StudioFacts, bool]:
    """Return the demo studio, making and filling it when there is none; True says it was made now.

    All of it is one transaction: a start that is cut short leaves no half-filled studio behind.
    """
    known = find()
    if known is not None:
        return known, False
    with transaction.atomic():
        owner = User.objects.filter(email=OWNER).first() or User.objects.create_user(
            OWNER, PASSWORD, name="Olivia North", language="en"
        )
        facts = create_studio(
            NewStudio(name=NAME, country="US", zone="America/New_York", photography="portrait", is_demo=True),
            owner_id=owner.id,
            owner_name=owner.name,
        )
        actor = memberships_of(owner.id)[0][1]
        for name in LOADERS:
            importlib.import_module(name).load_demo(Context(studio=facts, actor=actor), size)
    return facts, True


def sign_in_hint() -> list[str]:
    """Make sure the demo studio is there and say how to enter it."""
    ensure()
    return [f"Demo studio “{NAME}”: sign in at {settings.PUBLIC_URL}/sign-in/ as {OWNER} with {PASSWORD}"]
