"""Made-up requests against the API, over the sample verbs and over every registered one.

Each answer must be one that the description names, with a body that fits it, and never a failure of the program.
What the description forbids must be refused; what it allows must be accepted where no rule of the studio speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import CHECKS
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.generation import GenerationMode

from safelight.foundation.actions import Context
from safelight.foundation.api import endpoint
from safelight.foundation.api.openapi import document
from safelight.foundation.api.verbs import registered
from tests.foundation.api.conftest import FewKeys
from tests.foundation.api.sample import VERBS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EXAMPLES = 25
FAILS_ON_PURPOSE = {"places.break"}
# Rules of a studio refuse much that a schema allows: a name that is taken, a record that does not exist.
KNOWN_TO_RULES = {"positive_data_acceptance"}
DESCRIBED = document(registered())
REGISTERED = [
    (method.upper(), path)
    for path, methods in DESCRIBED["paths"].items()
    for method in methods
    if method != "parameters"
]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a hundred thousand requests pass, all in the test's own transaction."""
    monkeypatch.setattr(endpoint._pace, "burst", 10**6)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    endpoint._pace._buckets.clear()


def attack(method: str, path: str, *, left_out: set[str]) -> None:
    """Send made-up requests to one operation and check every answer."""
    # NUL cannot be stored as text and is refused; a JSON schema has no short word for that.
    generation = GenerationConfig(
        modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], allow_x00=False, with_security_parameters=False
    )
    projects = ProjectsConfig(default=ProjectConfig(generation=generation))
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=SchemathesisConfig(projects=projects)
    )
    excluded = [check for check in CHECKS.get_all() if check.__name__ in left_out]
    operation = schema[path][method]
    wanted = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=wanted)
    def send(case: Any) -> None:  # noqa: ANN401 - schemathesis's own
        key = (case.headers or {}).get("Idempotency-Key", "")
        if re.fullmatch(r"[!-~]{1,255}", key):
            # The same well-formed key with another body is refused, as it should be.
            case.headers["Idempotency-Key"] = uuid4().hex
        case.call_and_validate(headers={"Authorization": "Bearer ana-key"}, excluded_checks=excluded)

    send()


@pytest.mark.urls("tests.foundation.api.sample_urls")
@pytest.mark.parametrize(
    ("method", "path"),
    [(verb.door.method, verb.door.path) for verb in VERBS if verb.door and verb.name not in FAILS_ON_PURPOSE],
)
def test_sample_verbs(keys: FewKeys, method: str, path: str) -> None:
    # A JSON schema cannot say that a text is Base64 in a way that the made-up requests keep to.
    attack(method, path, left_out=KNOWN_TO_RULES if path.endswith("/picture") else set())


@pytest.mark.urls("tests.foundation.api.registered_urls")
@pytest.mark.parametrize(("method", "path"), REGISTERED)
def test_registered_verbs(keys: FewKeys, ana: Context, method: str, path: str) -> None:
    attack(method, path, left_out=KNOWN_TO_RULES)
