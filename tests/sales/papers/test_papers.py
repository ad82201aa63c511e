"""Documents: the right totals, every language, several pages, tagged, the same bytes again, and nobody's markup."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from pypdf import PdfReader

from safelight.foundation import clock
from safelight.foundation.actions import Context, NotFound, run
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.ports import File
from safelight.sales import papers
from safelight.sales.actions import ActivateCard, GiftInput, activate_gift_card
from safelight.sales.models import GiftCard, SentStatement
from safelight.sales.papers.tongue import Tongue
from safelight.sales.papers.words import WORDS
from tests.sales import making

pytestmark = pytest.mark.django_db


def text_of(file: File) -> str:
    reader = PdfReader(io.BytesIO(file.content))
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u202f", " ").replace("\xa0", " ")


def in_studio(context: Context, maker: object, identifier: UUID, *more: str) -> File:
    with studio_scope(context.studio.id):
        return maker(context.studio.id, identifier, *more)  # type: ignore[operator,no-any-return]  # one of the papers


@pytest.mark.parametrize("language", list(WORDS))
def test_the_total_on_paper_is_the_ledgers(ana: Context, language: str) -> None:
    carla = making.client(ana, addresses=[{"street": "Mill Street 3", "postal_code": "10115", "city": "Berlin"}])
    order = making.order(
        ana, carla, making.line("Album", "1190"), making.line("Books", "107", tax_class="reduced"), language=language
    )
    made = making.invoice(ana, order.id)
    file = in_studio(ana, papers.invoice_pdf, made.id)
    text = text_of(file)
    tongue = Tongue(language, "DE", "EUR")
    owed = making.ledger(ana, "receivable", document_ids=[made.id])
    assert owed == made.gross == Decimal("1297.00")
    assert WORDS[language]["gross_total"] in text
    assert tongue.money(owed).replace("\xa0", " ").replace("\u202f", " ") in text
    for tax in made.taxes:
        assert tongue.money(tax.amount).replace("\xa0", " ").replace("\u202f", " ") in text
        assert making.ledger(ana, f"tax:{tax.code}") == -sum(one.amount for one in made.taxes if one.code == tax.code)
    assert "Mill Street 3" in text
    assert made.label in file.name


def test_words_exist_in_every_language() -> None:
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    places = [{key: text.count("{") for key, text in words.items()} for words in WORDS.values()]
    assert all(one == places[0] for one in places)


def test_a_long_invoice_has_pages_a_heading_on_each_and_tags(ana: Context) -> None:
    lines = [making.line(f"Print number {place}", "10") for place in range(90)]
    made = making.invoice(ana, making.order(ana, making.client(ana), *lines).id)
    reader = PdfReader(io.BytesIO(in_studio(ana, papers.invoice_pdf, made.id).content))
    assert len(reader.pages) >= 3
    assert all("Description" in page.extract_text() or "Bezeichnung" in page.extract_text() for page in reader.pages)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


EVIL = [
    "#panic()",
    '#read("/etc/passwd")',
    "*bold* _x_ $1/0$ `raw` @ref <tag> // c",
    '"}]} \\ #{',
    "#let x = 1",
    "= Head",
    "日本 العربية",
]


def test_what_people_write_is_text_and_never_markup(ana: Context) -> None:
    evil = " ".join(EVIL)
    carla = making.client(ana, evil[:100])
    order = making.order(
        ana, carla, *[making.line(word, "10", description=evil) for word in EVIL], message=evil, kind="estimate"
    )
    for maker in (papers.estimate_pdf, papers.slip_pdf):
        text = text_of(in_studio(ana, maker, order.id))
        for word in EVIL[:-1]:
            assert word.split()[0] in text
        assert "root:" not in text


def test_an_issued_document_is_the_same_file_whatever_happens_later(ana: Context) -> None:
    carla = making.client(ana)
    made = making.invoice(ana, making.order(ana, carla).id, plan={"count": 2})
    before = in_studio(ana, papers.invoice_pdf, made.id)
    note = making.credit(ana, made.id, amount=Decimal(10))
    paper = in_studio(ana, papers.credit_note_pdf, note.id)
    making.pay(ana, made.id, making.euro("50"))
    assert in_studio(ana, papers.invoice_pdf, made.id).content == before.content
    assert in_studio(ana, papers.credit_note_pdf, note.id).content == paper.content
    assert "59,50 €" in text_of(before)
    assert "10,00 €" in text_of(paper)
    assert made.label in text_of(paper)


def test_held_money_counts_on_the_invoice_it_is_used_for(ana: Context) -> None:
    order = making.order(ana, making.client(ana))
    making.hold(ana, order.id, making.euro("100"))
    made = making.invoice(ana, order.id, use_retainer=True)
    assert (made.open, made.state) == (Decimal("19.00"), "part_paid")
    text = text_of(in_studio(ana, papers.invoice_pdf, made.id))
    assert "-100,00 €" in text
    assert "19,00 €" in text


def test_receipt_and_statement(ana: Context) -> None:
    carla = making.client(ana)
    made = making.invoice(ana, making.order(ana, carla).id)
    settled = making.pay(ana, made.id, making.euro("19"))
    assert "19,00 €" in text_of(in_studio(ana, papers.receipt_pdf, settled.id))
    with studio_scope(ana.studio.id):
        row = SentStatement(
            client_id=carla,
            since=made.issued_on - timedelta(days=3),
            until=made.issued_on,
            currency="EUR",
            made_at=clock.now(),
        )
        row.save(force_insert=True)
    text = text_of(in_studio(ana, papers.statement_pdf, row.id))
    assert "100,00 €" in text
    assert "-19,00 €" in text


def test_a_gift_card_is_printed_by_whoever_knows_its_code(ana: Context) -> None:
    line = making.line("Gift card", "100", kind="gift_card", gift=GiftInput(recipient="Nora #x", message="Enjoy\n*it*"))
    made = making.invoice(ana, making.order(ana, making.client(ana), line).id)
    making.pay(ana, made.id, making.euro("100"))
    with studio_scope(ana.studio.id):
        card = GiftCard.objects.get()
    code = run(activate_gift_card, ana, ActivateCard(card_id=card.id)).value.code
    text = text_of(in_studio(ana, papers.gift_card_pdf, card.id, code))
    assert code in text
    assert "100,00 €" in text
    assert "Nora #x" in text
    with pytest.raises(NotFound):
        in_studio(ana, papers.gift_card_pdf, card.id, "0" * 21)


@pytest.mark.parametrize(
    "maker", [papers.invoice_pdf, papers.credit_note_pdf, papers.estimate_pdf, papers.receipt_pdf, papers.statement_pdf]
)
def test_what_is_not_there_has_no_paper(ana: Context, maker: object) -> None:
    with pytest.raises(NotFound):
        in_studio(ana, maker, new_id())
