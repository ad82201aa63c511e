"""Languages as people write them."""

from __future__ import annotations

import pytest

from safelight.messaging.rules.languages import code_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("German", "de"),
        ("deutsch", "de"),
        ("Español", "es"),
        ("FRANÇAIS", "fr"),
        ("", ""),
        ("speaks a little German", ""),
        ("12", ""),
    ],
)
def test_what_was_meant(text: str, code: str) -> None:
    assert code_of(text) == code
