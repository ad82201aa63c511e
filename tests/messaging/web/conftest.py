"""Browsers of people in Ana's studio, and messages that were sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser

from safelight.foundation.actions import Context, run
from safelight.foundation.jobs.register import system_context
from safelight.messaging.actions import write
from safelight.messaging.mails import deliver
from safelight.messaging.queries import MessageCard
from tests.clients.web.conftest import signed_in
from tests.conftest import Cast

Write = Callable[..., MessageCard]


@pytest.fixture
def as_ana(cast: Cast) -> Browser:
    """A browser in which Ana, the owner, is signed in."""
    return signed_in(cast.people["ana"])


@pytest.fixture
def as_bo(cast: Cast) -> Browser:
    """A browser in which Bo, who writes messages and changes no texts, is signed in."""
    return signed_in(cast.people["bo"])


@pytest.fixture
def written(ana: Context, carla: UUID) -> Write:
    """Write letters to Carla: ``written(subject="Hello")``; they leave at once unless ``sent`` is false."""

    def make(*, sent: bool = True, **more: Any) -> MessageCard:  # noqa: ANN401 - any part of a message
        given = {"client_id": carla, "subject": "Hello {{client.first_name}}", "body": "A letter.", **more}
        card = run(write, ana, given).value
        if sent:
            deliver(system_context(ana.studio.id, "job test"), card.id)
        return card

    return make
