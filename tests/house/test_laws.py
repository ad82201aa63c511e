"""The laws hold over the program, and each speaks when it is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import laws

SOURCE = Path(__file__).parents[2] / "src" / "safelight"
Law = Callable[[Path], list[str]]


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law) -> None:
    assert law(SOURCE) == []


@pytest.mark.parametrize(
    ("law", "place", "text"),
    [
        (laws.too_long, "clients/rules/big.py", '"""Big."""\n' + "x = 1\n" * 401),
        (laws.nameless_drawers, "clients/utils.py", '"""Things."""\n'),
        (laws.nameless_drawers, "clients/helpers/names.py", '"""Things."""\n'),
        (laws.writes_outside_actions, "clients/web/pages.py", "Client.objects.filter(id=1).update(name='x')\n"),
        (laws.writes_outside_actions, "clients/queries/lists.py", "client.save()\n"),
        (laws.writes_outside_actions, "clients/queries.py", "Client.objects.bulk_create([])\n"),
        (laws.doors_that_do, "desk/web/today.py", "from safelight.clients.actions.add import add\n"),
        (laws.keys_that_look_back, "clients/models.py", "x = models.ForeignKey(Y, related_name='phones')\n"),
        (laws.keys_that_look_back, "clients/models/phone.py", "x = models.ForeignKey(Y)\n"),
        (laws.foreign_templates, "desk/templates/desk/today.html", '{% include "clients/card.html" %}\n'),
        (laws.without_docstring, "clients/rules/names.py", "x = 1\n"),
    ],
)
def test_a_seeded_breach_is_found(law: Law, place: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert law(tmp_path), f"{law.__name__} did not see {place}"
