"""The list: what it shows, what it costs, how it is filtered, sorted, shaped and kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client as Browser

from safelight.clients.actions import bulk_add
from safelight.clients.queries import ClientCard
from safelight.clients.rules.draft import ClientDraft, EmailDraft
from safelight.clients.web.list import ROWS_AT_ONCE
from safelight.clients.web.list_state import ListState, tidy
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.tenancy import studio_scope
from tests.clients.web.conftest import PARTIAL, reads

Make = Callable[..., ClientCard]


def many(context: Context, count: int) -> None:
    drafts = [
        ClientDraft(first_name="Mia", last_name=f"Row{place:04}", emails=(EmailDraft(f"row{place}@example.com"),))
        for place in range(count)
    ]
    with studio_scope(context.studio.id, person_id=context.actor.id):
        assert len(list(bulk_add(context, drafts))) == count


def names(page: str) -> list[str]:
    return re.findall(r'data-drawer><span class="avatar[^>]*>[^<]*</span><span>([^<]*)</span>', page)


def test_strangers_sign_in_first(client: Browser, db: None) -> None:
    assert client.get("/clients/")["Location"] == "/sign-in/?next=%2Fclients%2F"


def test_an_empty_studio_is_taught_what_to_do(as_ana: Browser) -> None:
    page = as_ana.get("/clients/").content.decode()
    assert "Your clients will live here" in page
    assert "/exchange/import/" in page
    assert "/clients/new/" in page


def test_who_may_only_look_is_offered_no_change(as_bookkeeper: Browser, made: Make) -> None:
    made(first_name="Eva", last_name="Muster")
    page = as_bookkeeper.get("/clients/").content.decode()
    assert names(page) == ["Eva Muster"]
    assert "New client" not in page
    assert "data-tick" not in page
    assert "/exchange/list/clients/" in page, "a bookkeeper may take the list along"


def test_a_photographer_may_not_take_the_list_along(as_bo: Browser, made: Make) -> None:
    made(first_name="Eva")
    assert "/exchange/list/" not in as_bo.get("/clients/").content.decode()


def test_a_row_shows_what_the_studio_needs(as_ana: Browser, made: Make) -> None:
    made(
        first_name="Eva",
        last_name="Muster",
        phones=[{"number": "030 901820"}, {"number": "0151 23456789"}],
        emails=[{"address": "eva@example.com"}],
        addresses=[{"city": "Ulm"}],
        tags=["VIP", "Newborn"],
        stage="Contacted",
    )
    page = as_ana.get("/clients/").content.decode()
    for words in ("030 901820 +1", "eva@example.com", "Ulm", "Contacted", "Newborn", "+1"):
        assert words in page


def test_hostile_names_stay_text(as_ana: Browser, made: Make) -> None:
    made(first_name="<script>alert(1)</script>", last_name="{{ 7|add:7 }} {% now %}", tags=['"><img src=x>'])
    page = as_ana.get("/clients/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7|add:7 }}" in page


def test_the_page_costs_the_same_for_one_and_three(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", tags=["A"], groups=["Club"], stage="Contacted")
    one = reads(as_ana, "/clients/")
    for name in ("Uwe", "Ada"):
        made(first_name=name, tags=["A", "B"], emails=[{"address": f"{name}@example.com"}])
    three = reads(as_ana, "/clients/")
    assert len(one) == len(three) == 5, "count, ids, rows, what belongs to them, saved views"
    assert len(reads(as_ana, "/clients/?q=eva", **PARTIAL)) <= 4


def test_a_partial_request_gets_the_results_alone(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva")
    whole = as_ana.get("/clients/")
    part = as_ana.get("/clients/?q=ev", headers=PARTIAL)
    assert "<html" in whole.content.decode()
    assert part.content.decode().lstrip().startswith('<div id="results"')
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]


def test_words_are_forgiven_and_said_so(as_ana: Browser, made: Make) -> None:
    made(first_name="Katharina", last_name="Zimmermann")
    assert names(as_ana.get("/clients/?q=Zimermann").content.decode()) == ["Katharina Zimmermann"]
    assert "close to it" in as_ana.get("/clients/?q=Zimermann").content.decode()
    nobody = as_ana.get("/clients/?q=qqqq").content.decode()
    assert "No client fits" in nobody
    assert "/clients/new/?name=qqqq" in nobody


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=Contacted", ["Eva"]),
        ("tags=VIP", ["Eva", "Uwe"]),
        ("tags=VIP&tags=Newborn", ["Uwe"]),
        ("groups=Club", ["Uwe"]),
        ("source=Google", ["Ada"]),
        ("kind=family", ["Ada"]),
        ("city=Ulm", ["Eva"]),
        ("has_email=yes", ["Uwe"]),
        ("has_phone=no", ["Ada", "Uwe"]),
        ("do_not_contact=yes", ["Ada"]),
        ("birthday_month=5", ["Eva"]),
        ("lead=yes", ["Eva"]),
        ("sort=-name", ["Uwe", "Eva", "Ada"]),
    ],
)
def test_filters_narrow(as_ana: Browser, made: Make, query: str, found: list[str]) -> None:
    made(
        first_name="Eva",
        tags=["VIP"],
        stage="Contacted",
        addresses=[{"city": "Ulm"}],
        birthday="1990-05-04",
        phones=[{"number": "030 901820"}],
    )
    made(first_name="Uwe", tags=["VIP", "Newborn"], groups=["Club"], emails=[{"address": "u@example.com"}])
    made(first_name="Ada", kind="family", source="Google", do_not_contact=True)
    page = as_ana.get(f"/clients/?{query}").content.decode()
    assert sorted(names(page)) == sorted(found)
    if query.startswith("sort"):
        assert names(page) == found


def test_a_filter_in_force_can_be_taken_away(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", tags=["VIP", "A & B"])
    page = as_ana.get("/clients/?tags=VIP&tags=A+%26+B").content.decode()
    assert 'href="/clients/?tags=A+%26+B"' in page
    assert 'href="/clients/?tags=VIP"' in page
    assert "Tag: A &amp; B" in page


def test_a_form_leaves_a_tidy_address(as_ana: Browser) -> None:
    answer = as_ana.get("/clients/?city=&kind=family&created_from=&custom-x=&sort=name")
    assert answer.status_code == 302
    assert answer["Location"] == "/clients/?kind=family"


def test_a_wrong_filter_is_said_in_words(as_ana: Browser) -> None:
    answer = as_ana.get("/clients/?kind=unicorn")
    assert answer.status_code == 422
    assert "kind" in answer.content.decode()
    with pytest.raises(InvalidInput):
        ListState(QueryDict("birthday_month=13"))


def test_own_fields_are_columns_and_filters(as_ana: Browser, made: Make) -> None:
    as_ana.post("/clients/settings/fields/", {"label": "Place", "type": "choice", "choices": "Park\nLake"})
    menu = as_ana.get("/clients/columns/", headers=PARTIAL).content.decode()
    key = re.search(r'value="(custom:[0-9a-f-]+)"', menu)
    assert key
    made(first_name="Eva", custom={"Place": "Lake"})
    made(first_name="Uwe", custom={"Place": "Park"})
    identifier = key[1].removeprefix("custom:")
    page = as_ana.get(f"/clients/?custom-{identifier}=Lake", follow=True).content.decode()
    assert names(page) == ["Eva"]
    assert "Place: Lake" in page
    as_ana.post("/clients/columns/", {"columns": [key[1]]})
    chosen = as_ana.get("/clients/").content.decode()
    assert ">Place" in chosen
    assert "Park" in chosen
    assert f"columns=number%2Cname%2Ccustom%3A{identifier}" in chosen or "export" not in chosen


def test_columns_are_kept_for_the_person(as_ana: Browser, as_bo: Browser, made: Make) -> None:
    made(first_name="Eva", emails=[{"address": "eva@example.com"}], addresses=[{"city": "Ulm"}])
    answer = as_ana.post(
        "/clients/columns/",
        {"columns": ["city", "nonsense"]},
        headers=PARTIAL | {"HX-Current-URL": "http://testserver/clients/?q=eva"},
    )
    assert answer.status_code == 200
    assert "eva@example.com" not in answer.content.decode()
    assert 'name="q" value="eva"' in answer.content.decode(), "the search in the bar stays"
    assert "Ulm" in as_ana.get("/clients/").content.decode()
    assert "eva@example.com" not in as_ana.get("/clients/").content.decode()
    assert "eva@example.com" in as_bo.get("/clients/").content.decode()


def test_the_whole_list_lies_under_one_scrollbar(as_ana: Browser, ana: Context) -> None:
    many(ana, ROWS_AT_ONCE * 2 + 5)
    page = as_ana.get("/clients/").content.decode()
    assert len(names(page)) == ROWS_AT_ONCE
    gaps = re.findall(r'data-rows="(\d+)" hx-get="([^"]+)"', page)
    assert [rows for rows, _ in gaps] == [str(ROWS_AT_ONCE), "5"]
    first = as_ana.get(gaps[0][1].replace("&amp;", "&"), headers=PARTIAL).content.decode()
    last = as_ana.get(gaps[1][1].replace("&amp;", "&"), headers=PARTIAL).content.decode()
    assert names(first)[0] == f"Mia Row{ROWS_AT_ONCE:04}"
    assert len(names(last)) == 5
    assert first.lstrip().startswith("<tbody")


def test_a_foreign_studio_sees_nothing(as_dana: Browser, made: Make) -> None:
    made(first_name="Eva", last_name="Canary")
    for address in ("/clients/", "/clients/?q=canar", "/clients/rows/?offset=0", "/clients/board/", "/clients/words/"):
        assert "Canary" not in as_dana.get(address).content.decode()


def test_views_are_saved_shared_renamed_and_removed(as_ana: Browser, as_bo: Browser, made: Make) -> None:
    made(first_name="Eva", tags=["VIP"])
    saved = as_ana.post("/clients/views/", {"name": "My VIPs", "query": "tags=VIP&sort=-created"})
    assert saved["Location"] == "/clients/?sort=-created&tags=VIP"
    assert "My VIPs" in as_ana.get("/clients/").content.decode()
    assert "My VIPs" not in as_bo.get("/clients/").content.decode()
    change = re.search(r'action="(/clients/views/[0-9a-f-]+/)"', as_ana.get("/clients/views/").content.decode())
    assert change
    as_ana.post(change[1], {"name": "VIPs of all", "shared": "on"})
    assert "VIPs of all" in as_bo.get("/clients/").content.decode()
    assert as_bo.post(f"{change[1]}removal/").status_code == 403, "somebody else shared it"
    as_ana.post(f"{change[1]}removal/")
    assert "VIPs of all" not in as_bo.get("/clients/").content.decode()


def test_the_filter_panel_knows_what_is_picked(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", tags=["VIP"])
    panel = as_ana.get("/clients/filters/?tags=VIP&lead=yes", headers=PARTIAL).content.decode()
    assert re.search(r'name="tags" value="VIP" checked', panel)
    assert re.search(r'name="lead" value="yes" checked', panel)
    assert "<html" in as_ana.get("/clients/filters/").content.decode()


def test_addresses_are_tidied() -> None:
    params = tidy(QueryDict("q=+eva+&kind=&tags=B&tags=B&tags=A&nonsense=1&sort=name&custom-f=x"))
    assert params.urlencode() == "q=eva&tags=B&tags=A&custom=f%3Ax"
