"""A client of Ana's, a kind of message and a maker of attachments, for every test of messaging."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from safelight.clients.actions import add
from safelight.foundation.actions import Context, run
from safelight.messaging import kinds
from safelight.messaging.ports import File, renderers
from safelight.messaging.rules.defaults import FIELDS, standard
from safelight.messaging.rules.facts import samples_of
from safelight.messaging.rules.kinds import MessageKind
from tests.messaging.post import Post, post_office

PDF = b"%PDF-1.7 a paper of the test"


@pytest.fixture(scope="session")
def invoice_kind() -> MessageKind:
    """The kind “invoice”, registered as its owner does."""
    return kinds.find("invoice") or kinds.register(standard("invoice"))


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


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:  # noqa: ANN401 - pytest-django's
    """A mail server to which everything is sent."""
    with post_office() as (office, port):
        settings.EMAIL_BACKEND = "safelight.foundation.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield office
