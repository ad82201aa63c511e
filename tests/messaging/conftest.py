"""A client of Ana's, a kind of message and a maker of attachments, for every test of messaging."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from safelight.clients.actions import add
from safelight.foundation.actions import Context, run
from safelight.messaging import kinds
from safelight.messaging.ports import File, renderers
from safelight.messaging.rules.defaults import FIELDS, standard
from safelight.messaging.rules.facts import samples_of
from safelight.messaging.rules.kinds import MessageKind

PDF = b"%PDF-1.7 a paper of the test"


@pytest.fixture(scope="session")
def invoice_kind() -> MessageKind:
    """The kind “invoice”, registered as its owner does."""
    return kinds.register(standard("invoice"))


@pytest.fixture
def paper() -> Iterator[str]:
    """A maker of attachments that gives the same paper for every id."""
    renderers.add("test_paper", _render)
    yield "test_paper"
    renderers.drop("test_paper")


def _render(studio_id: UUID, identifier: UUID) -> File:
    return File("Invoice 2027-0184.pdf", "application/pdf", PDF)


@pytest.fixture
def carla(ana: Context) -> UUID:
    """Carla, a client of Ana's with one mail address."""
    return client(ana)


def client(context: Context, first: str = "Carla", last: str = "Meyer", mail: str = "carla@example.com") -> UUID:
    """Add a client; without a mail address where ``mail`` is empty."""
    mails = [{"address": mail}] if mail else []
    return run(add, context, {"first_name": first, "last_name": last, "emails": mails}).value.id


def invoice_facts() -> dict[str, object]:
    """Facts of an invoice."""
    return dict(samples_of(FIELDS["invoice"]))
