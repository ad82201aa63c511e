"""The ledger's pages as people use them."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from safelight.books.models import Account, Entry
from safelight.books.queries import balance, closed_through
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from tests.books.making import money

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
_FURNITURE = re.compile(r"set_config|^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)|django_session|accounts_|usersessions")
_FIGURE = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')


def _text(browser: Browser, address: str, status: int = 200, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def test_every_figure_of_the_trial_balance_opens_entries_that_add_up_to_it(as_ana: Browser, month: date) -> None:
    found = _FIGURE.findall(_text(as_ana, "/books/"))
    assert len(found) > 15
    for address, text in found:
        page = _text(as_ana, html.unescape(address))
        together = page[page.index('class="ledger-sum"') :]
        assert text in together[: together.index("</p>")], (address, text)


@pytest.mark.parametrize(
    "address",
    ["/books/", "/books/?period=all", "/books/entries/", "/books/entries/?account=receivable&kind=payment", "/books/entries/filters/",
     "/books/accounts/", "/books/postings/", "/books/entries/new/", "account", "entry"],
)  # fmt: skip
def test_pages_cost_few_statements(as_ana: Browser, ana: Context, month: date, address: str) -> None:
    with studio_scope(ana.studio.id):
        one = {"account": Account.objects.get(key="receivable").id, "entry": Entry.objects.first()}
    if address in one:
        kind = "accounts" if address == "account" else "entries"
        address = f"/books/{kind}/{getattr(one[address], 'id', one[address])}/"
    as_ana.get(address)
    with CaptureQueriesContext(connection) as caught:
        _text(as_ana, address)
    own = [query["sql"] for query in caught if not _FURNITURE.search(query["sql"].strip())]
    assert len(own) <= 8, own


def test_periods_and_locations_choose_what_the_balance_shows(as_ana: Browser, month: date) -> None:
    assert "Receivable" in _text(as_ana, "/books/")
    assert "No entries yet" in _text(as_ana, "/books/?period=last_year")
    assert "828,00" in _text(as_ana, f"/books/?since={month}&until={month}")
    assert "At this location" not in _text(as_ana, "/books/?period=all")
    assert "No entries yet" in _text(as_ana, f"/books/?location={uuid4()}")
    assert "Choose a later" not in _text(as_ana, "/books/?since=nonsense")


def test_the_list_narrows_by_filters_that_stand_in_the_address(as_ana: Browser, month: date, document: UUID) -> None:
    whole = _text(as_ana, "/books/entries/")
    assert whole.count("<tr data-row") == 7
    assert "ledger-sum" not in whole
    tidy = as_ana.get("/books/entries/?since=&until=&account=receivable&kind=&currency=EUR")
    assert tidy.status_code == 302
    assert tidy["Location"] == "/books/entries/?currency=EUR&account=receivable"
    paid = _text(as_ana, f"/books/entries/?account=receivable&kind=payment&document_id={document}")
    assert paid.count("<tr data-row") == 2
    assert "69,00" in paid
    assert "One document" in paid
    assert "Remove this filter" in paid
    assert "<html" not in _text(as_ana, "/books/entries/?q=fees", **PARTIAL)
    assert "No entry fits" in _text(as_ana, "/books/entries/?q=zzz")
    assert _text(as_ana, "/books/entries/?account=receivable&side=credit&since=2020-01-01").count("<tr data-row") == 2
    assert "Filter entries" in _text(as_ana, "/books/entries/filters/?account=receivable", **PARTIAL)
    assert as_ana.get("/books/entries/?document_id=nonsense").status_code == 422


def test_an_entry_is_made_in_the_words_and_numbers_of_the_country(as_ana: Browser, ana: Context) -> None:
    today = ana.now.date()
    form = {
        "on": today.isoformat(), "memo": "Opening balances", "currency": "eur",
        "lines-0-account": "bank", "lines-0-debit": "1.234,50",
        "lines-3-account": "opening", "lines-3-credit": "1234.50", "lines-3-memo": "From the old program",
        "lines-5-account": "", "lines-5-debit": "",
    }  # fmt: skip
    answer = as_ana.post("/books/entries/new/", form)
    assert answer.status_code == 302
    shown = _text(as_ana, answer["Location"])
    assert "1.234,50" in shown
    assert "From the old program" in shown
    with studio_scope(ana.studio.id):
        assert balance("bank").of("EUR") == money(123_450)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"lines-1-credit": "4"}, "1.00 EUR more than the credits"),
        ({"lines-1-account": "nowhere"}, "no account “nowhere”"),
        ({"lines-1-credit": "5,001"}, "finer than"),
        ({"lines-1-credit": "five"}, "lines.1.credit"),
        ({"lines-1-debit": "5"}, "either a debit or a credit"),
        ({"lines-1-account": "", "lines-1-credit": ""}, "at least two lines"),
        ({"memo": ""}, "memo"),
        ({"on": "yesterday"}, "on"),
    ],
)
def test_a_wrong_entry_comes_back_with_what_was_typed(as_ana: Browser, change: dict[str, str], says: str) -> None:
    form = {
        "on": "2026-03-02", "memo": "Rent of March", "currency": "EUR", "lines-0-account": "cash", "lines-0-debit": "5",
        "lines-1-account": "bank", "lines-1-credit": "5", "lines-1-memo": "A note on it",
    }  # fmt: skip
    answer = as_ana.post("/books/entries/new/", form | change)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in page
    assert "A note on it" in page or "lines-1-account" in change
    assert 'value="5"' in page


def test_an_entry_by_hand_is_taken_back_on_its_page(as_ana: Browser, ana: Context, month: date) -> None:
    with studio_scope(ana.studio.id):
        by_hand = Entry.objects.get(kind="hand")
        invoice = Entry.objects.filter(kind="invoice").first()
    assert invoice is not None
    assert "Take this entry back" in _text(as_ana, f"/books/entries/{by_hand.id}/")
    assert "follows from a document" in _text(as_ana, f"/books/entries/{invoice.id}/")
    early = as_ana.post(
        f"/books/entries/{by_hand.id}/", {"on": (month - timedelta(days=1)).isoformat(), "memo": "Wrong"}
    )
    assert early.status_code == 422
    assert "before that day" in early.content.decode()
    done = as_ana.post(f"/books/entries/{by_hand.id}/", {"on": month.isoformat(), "memo": "Wrong bank"})
    assert done.status_code == 302
    assert "takes another one back" in _text(as_ana, done["Location"])
    assert "was taken back" in _text(as_ana, f"/books/entries/{by_hand.id}/", **PARTIAL)
    assert as_ana.post(f"/books/entries/{by_hand.id}/", {"on": month.isoformat()}).status_code == 422
    assert as_ana.post(f"/books/entries/{invoice.id}/", {"on": month.isoformat()}).status_code == 422


def test_accounts_are_added_and_renamed(as_ana: Browser, ana: Context) -> None:
    assert "Make the standard accounts" in _text(as_ana, "/books/accounts/")
    assert as_ana.post("/books/accounts/standard/").status_code == 302
    assert as_ana.post("/books/accounts/", {"name": "Rent", "kind": "expense", "code": "6000"}).status_code == 302
    taken = as_ana.post("/books/accounts/", {"name": "More rent", "kind": "expense", "code": "6000"})
    assert taken.status_code == 422
    assert "6000 is that of “Rent”" in taken.content.decode()
    assert "More rent" in taken.content.decode()
    with studio_scope(ana.studio.id):
        rent, bank = Account.objects.get(key="own:rent"), Account.objects.get(key="bank")
    change = f"/books/accounts/{rent.id}/change/"
    assert as_ana.post(change, {"name": "Studio rent", "code": "6001", "active": "no"}).status_code == 302
    shown = _text(as_ana, f"/books/accounts/{rent.id}/")
    assert "Studio rent" in shown
    assert "Put back into use" in shown
    refused = as_ana.post(f"/books/accounts/{bank.id}/change/", {"code": "6001"})
    assert refused.status_code == 422
    assert "6001 is that of “Studio rent”" in refused.content.decode()


def test_the_account_page_shows_lines_in_a_period(as_ana: Browser, ana: Context, month: date) -> None:
    with studio_scope(ana.studio.id):
        account = Account.objects.get(key="receivable")
    address = f"/books/accounts/{account.id}/"
    assert _text(as_ana, address).count("<tr data-row") == 6
    assert "Nothing was booked" in _text(as_ana, f"{address}?until={month - timedelta(days=1)}")


def test_the_books_are_closed_and_reopened(as_ana: Browser, ana: Context, month: date) -> None:
    assert "Nothing is closed" in _text(as_ana, "/books/postings/")
    future = as_ana.post("/books/postings/", {"through": "2199-01-01"})
    assert future.status_code == 422
    assert "still to come" in future.content.decode()
    assert as_ana.post("/books/postings/", {"through": ""}).status_code == 422
    assert (
        as_ana.post("/books/postings/", {"through": month.isoformat(), "note": "With the accountant"}).status_code
        == 302
    )
    shown = _text(as_ana, "/books/postings/")
    assert "With the accountant" in shown
    refused = as_ana.post("/books/postings/reopening/", {"reason": ""})
    assert refused.status_code == 422
    with studio_scope(ana.studio.id):
        assert closed_through() == month
    assert as_ana.post("/books/postings/reopening/", {"reason": "An invoice was forgotten"}).status_code == 302
    assert "An invoice was forgotten" in _text(as_ana, "/books/postings/")
    with studio_scope(ana.studio.id):
        assert closed_through() is None


def test_photographers_see_no_books_and_rivals_nothing_of_ours(
    as_bo: Browser, as_dana: Browser, ana: Context, month: date
) -> None:
    with studio_scope(ana.studio.id):
        entry, account = Entry.objects.first(), Account.objects.first()
    assert entry is not None
    assert account is not None
    for address in ("/books/", "/books/entries/", "/books/accounts/", "/books/postings/", "/books/entries/new/"):
        assert as_bo.get(address).status_code == 403
        assert as_dana.get(address).status_code == 200
    for address in (f"/books/entries/{entry.id}/", f"/books/accounts/{account.id}/"):
        assert as_dana.get(address).status_code == 404
        assert as_bo.get(address).status_code == 403
    assert as_dana.post(f"/books/entries/{entry.id}/", {"on": month.isoformat()}).status_code == 404
    assert as_dana.post(f"/books/accounts/{account.id}/change/", {"name": "x"}).status_code == 404
    assert "Receivable" not in as_dana.get("/books/").content.decode()


def test_the_lines_that_are_seen_can_be_taken_along(as_ana: Browser, month: date) -> None:
    shown = _text(as_ana, "/books/entries/?account=receivable&currency=EUR")
    address = html.unescape(re.findall(r'href="([^"]+ledger-lines[^"]*format=csv)"', shown)[0])
    answer = as_ana.get(address)
    rows = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]  # a streamed file
    assert len(rows) == 6
    assert "Debit" in rows[0]
    assert "Receivable from clients" in rows[1]
