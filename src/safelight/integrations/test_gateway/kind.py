"""The test gateway as a kind of gateway that a studio can have."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from safelight.foundation import clock
from safelight.integrations.test_gateway.company import Company
from safelight.integrations.test_gateway.gateway import TestGateway
from safelight.integrations.test_gateway.memory import StudioMemory
from safelight.payments.links import link_to
from safelight.payments.ports import NotReached


class TestGateways:
    """Needs no settings, and is never live."""

    __test__: ClassVar[bool] = False  # pytest takes the name for a test's
    key: str = "test"
    label: str = "Test gateway"
    countries: frozenset[str] = frozenset()
    secrets: Mapping[str, str] = MappingProxyType({})
    choices: Mapping[str, str] = MappingProxyType({})

    def open(self, studio_id: UUID, settings: Mapping[str, str], *, live: bool) -> TestGateway:  # noqa: ARG002 - the port's form
        """Return the test gateway of a studio.

        Raises:
            NotReached: it was to move real money.
        """
        if live:
            message = "The test gateway moves no money. Add it as a test account."
            raise NotReached(message)
        return gateway_of(studio_id)


def gateway_of(studio_id: UUID) -> TestGateway:
    """Return the test gateway with a studio's deals."""
    return TestGateway(
        company=Company(StudioMemory(studio_id)),
        secret=secret_of(studio_id),
        page_of=lambda gateway_id: page_of(studio_id, gateway_id),
        now=clock.now,
    )


def page_of(studio_id: UUID, gateway_id: str) -> str:
    """Return the address of the company's page for a deal."""
    return settings.PUBLIC_URL + reverse("test_gateway_page", args=[link_to("page", studio_id, gateway_id)])


def secret_of(studio_id: UUID) -> str:
    """Return what the company signs its notices to a studio with."""
    return hashlib.sha256(f"test gateway notices {studio_id} {settings.SECRET_KEY}".encode()).hexdigest()
