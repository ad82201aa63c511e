"""The design page shows every component, under a policy that forbids inline code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

import safelight.foundation

TEMPLATES = Path(safelight.foundation.__file__).parent / "templates"
COTTON = TEMPLATES / "cotton"
MODULES = Path(safelight.foundation.__file__).parents[1]


def component_names() -> list[str]:
    found = []
    for path in sorted(COTTON.rglob("*.html")):
        parts = list(path.relative_to(COTTON).with_suffix("").parts)
        found.append(".".join(parts[:-1] if parts[-1] == "index" else parts).replace("_", "-"))
    return found


COMPONENTS = component_names()


@pytest.fixture
def page(signed_in: Client, settings: Settings) -> str:
    settings.DEBUG = True
    response = signed_in.get("/design/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_is_used_by_a_sample_or_by_a_page_every_one_sees(name: str) -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    assert re.search(rf"<c-{re.escape(name)}[\s/>]", shown), f"<c-{name}> is shown nowhere: add it to foundation/design"


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_is_described(name: str) -> None:
    assert f"`<c-{name}" in (COTTON / "README.md").read_text(encoding="utf-8")


def test_the_page_has_no_inline_code_and_no_unrendered_component(page: str) -> None:
    assert "<c-" not in page
    assert "style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"hx-on|js:|hx-trigger=\"[^\"]*\[", page)
    assert all("nonce" in tag and "src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_swap_is_stated() -> None:
    for path in MODULES.rglob("templates/**/*.html"):
        for tag in re.findall(
            r"<[a-z-]+(?:\s[^<>]*)?\shx-(?:get|post|put|delete)=[^>]*>", path.read_text(encoding="utf-8")
        ):
            assert "hx-swap=" in tag, f"{path.name}: {tag[:120]}"


def test_an_unrendered_variable_never_reaches_an_attribute_unescaped(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    html = signed_in.post("/design/form/", {"name": "", "email": '"><img src=x>'}).content.decode()
    assert "<img" not in html


def test_a_wrong_form_answers_422_with_the_same_form_and_what_was_typed(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    response = signed_in.post("/design/form/", {"email": "not a mail", "notes": "kept words"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="sample-form"' in html
    assert "kept words" in html
    assert "data-focus-errors" in html
    assert 'aria-invalid="true"' in html
    assert signed_in.post("/design/form/", {"name": "Ana", "kind": "person"}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/design/", "/design/panel/", "/design/form/", "/design/rows/", "/design/progress/"]
)
def test_outside_development_only_a_demo_studio_sees_it(stranger: Client, settings: Settings, address: str) -> None:
    settings.DEBUG = False
    assert stranger.get(address).status_code == 404


def test_work_goes_on_until_it_is_done(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    html = signed_in.get("/design/progress/?done=0").content.decode()
    assert "5,000 of 20,000" in html
    assert "every 1s" in html
    html = signed_in.get("/design/progress/?done=15000").content.decode()
    assert "every 1s" not in html
    assert signed_in.get("/design/progress/?done=x").status_code == 400


def test_right_to_left_languages_turn_the_page(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    settings.LANGUAGE_CODE = "ar"
    assert '<html lang="ar" dir="rtl"' in signed_in.get("/design/").content.decode()
