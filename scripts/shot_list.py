"""Every page of the demo studio that a signed-in person can open: ``route<TAB>address`` lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from safelight.config.cli import django_ready

# Addresses that are no pages to look at, each with its reason.
LEFT_OUT = {
    "sign-out/": "ends the session",
    "healthz": "not for people",
    "readyz": "not for people",
    "session/": "a probe of the page furniture",
    "theme/": "only takes a choice",
}
LEFT_OUT_BEFORE = ("api/", "mcp", "static/", "^")


def walk(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """Every route below some patterns, as it is written in the address lists."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route


def main() -> None:
    """Print the list; needs the running installation named by SAFELIGHT_DATA."""
    django_ready.ready(migrated=False)
    from django.apps import apps  # noqa: PLC0415 - Django was set up just now
    from django.test import Client  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    from safelight.accounts.models import User  # noqa: PLC0415
    from safelight.config.demo import OWNER, find  # noqa: PLC0415
    from safelight.foundation.tenancy import StudioRow, studio_scope  # noqa: PLC0415

    studio = find()
    if studio is None:
        sys.exit("There is no demo studio.")
    models = {model._meta.model_name: model for model in apps.get_models() if issubclass(model, StudioRow)}  # noqa: SLF001

    def fill(route: str) -> str | None:
        with studio_scope(studio.id):
            for name in re.findall(r"<(?:\w+:)?(\w+)>", route):
                model = models.get(name.removesuffix("_id").replace("_", ""))
                row = model.objects.first() if model else None
                if row is None:
                    return None
                route = re.sub(rf"<(?:\w+:)?{name}>", str(row.pk), route)
        return route

    browser = Client(raise_request_exception=False, headers={"Accept": "text/html"}, SERVER_NAME="localhost")
    browser.force_login(User.objects.get(email=OWNER))
    for route in sorted(set(walk(get_resolver().url_patterns))):
        if route in LEFT_OUT or route.startswith(LEFT_OUT_BEFORE):
            continue
        address = fill(route)
        if address is None:
            continue
        answer = browser.get(f"/{address}")
        body = b"" if answer.streaming else answer.content
        if answer.status_code == 200 and b"<html" in body[:2000]:  # noqa: PLR2004 - a page, not a partial
            print(f"{route or '/'}\t/{address}")


if __name__ == "__main__":
    main()
