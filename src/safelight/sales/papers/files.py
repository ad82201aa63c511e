"""Documents as files, by the id of their row: for downloads and for the attachments of messages.

Every function works in the scope of the studio that is named, and raises ``NotFound`` for a row that is not there.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from safelight.foundation import clock
from safelight.foundation.actions import Context, NotFound, ask, system_actor
from safelight.foundation.directory import directory
from safelight.foundation.money import Money
from safelight.messaging.ports import File
from safelight.sales.models import GiftCard, Instalment, Order, SentStatement, Settlement
from safelight.sales.papers import documents
from safelight.sales.papers.letterhead import country_name, file_of, letter
from safelight.sales.papers.receipt import Receipt, ReceiptRow, receipt_file
from safelight.sales.papers.tongue import Tongue
from safelight.sales.queries.cards import InvoiceCard
from safelight.sales.queries.credit_note import credit_note_card
from safelight.sales.queries.gift_cards import gift_card_card
from safelight.sales.queries.invoice import invoice_card, settlement_cards
from safelight.sales.queries.order import order_card
from safelight.sales.queries.settings import terms
from safelight.sales.queries.snapshots import addressee, language_of, seller
from safelight.sales.queries.statement import AskStatement, StatementCard, StatementLine, get_statement
from safelight.sales.rules.codes import NotACode, hash_code, read_code, show_code
from safelight.sales.rules.plans import Part
from safelight.sales.rules.states import OrderState


def invoice_pdf(studio_id: UUID, invoice_id: UUID) -> File:
    """Return an invoice as it was issued; it is the same file for ever."""
    card = invoice_card(invoice_id, clock.local(clock.now(), _context(studio_id).studio.zone).date())
    tongue = Tongue(card.language, str(card.seller.get("country", "")), card.currency)
    at_once = [
        one
        for one in card.settlements
        if one.source_kind == "retainer" and one.made_at == card.issued_at and one.reverses_id is None
    ]
    left = card.gross - sum((one.amount for one in at_once), Decimal(0))
    due_now = card.due_on <= card.issued_on
    asked = ""
    if left:
        asked = tongue.word(
            "please_now" if due_now else "please",
            amount=tongue.money(left),
            day=tongue.day(card.due_on),
            number=card.label,
        )
    plan = _plan_at_issue(card)
    head = letter(
        card.seller,
        card.addressee,
        tongue,
        title=f"{tongue.word('invoice')} {card.label}",
        subtitle=_about(card.about, tongue),
        facts=[
            (tongue.word("date"), tongue.day(card.issued_on)),
            (tongue.word("due"), tongue.word("due_now") if due_now else tongue.day(card.due_on)),
            (tongue.word("client_number"), str(card.addressee.get("number", ""))),
            (tongue.word("order_number"), card.order_label),
            (tongue.word("reference"), card.purchase_order),
        ],
    )
    body = documents.document(
        columns=documents.priced_columns(tongue),
        rows=documents.invoice_rows(card.lines, tongue),
        totals=[
            *documents.totals(card, tongue, last=tongue.word("gross_total")),
            *documents.paid_at_once(card, tongue, at_once),
        ],
        intro=card.message,
        notes=[
            documents.tax_words(card, tongue),
            tongue.word("exempt", text=card.exemption) if card.exemption else "",
            "" if plan else asked,
            card.terms,
        ],
        plan=[(tongue.day(one.due_on), tongue.money(one.amount.amount)) for one in plan],
        tongue=tongue,
    )
    return file_of("document.typ", head | body, card.issued_at, f"{tongue.word('invoice')} {card.label}")


def credit_note_pdf(studio_id: UUID, credit_note_id: UUID) -> File:  # noqa: ARG001 - the studio is in scope
    """Return a credit note as it was issued; it is the same file for ever."""
    card = credit_note_card(credit_note_id)
    tongue = Tongue(card.language, str(card.seller.get("country", "")), card.currency)
    invoice = invoice_card(card.invoice_id, card.issued_on)
    title = f"{tongue.word('credit_note')} {card.label}"
    head = letter(
        card.seller,
        card.addressee,
        tongue,
        title=title,
        subtitle=tongue.word("for_invoice", label=card.invoice_label, day=tongue.day(invoice.issued_on)),
        facts=[
            (tongue.word("date"), tongue.day(card.issued_on)),
            (tongue.word("invoice_number"), card.invoice_label),
            (tongue.word("client_number"), str(card.addressee.get("number", ""))),
        ],
    )
    body = documents.document(
        columns=documents.priced_columns(tongue),
        rows=documents.invoice_rows(card.lines, tongue),
        totals=documents.totals(card, tongue, last=tongue.word("credit_total")),
        notes=[tongue.word("reason", text=card.reason), documents.tax_words(card, tongue)],
        tongue=tongue,
    )
    return file_of("document.typ", head | body, card.issued_at, title)


def estimate_pdf(studio_id: UUID, order_id: UUID) -> File:
    """Return an estimate as it stands now."""
    return _order_file(_context(studio_id), order_id, "estimate")


def order_pdf(studio_id: UUID, order_id: UUID) -> File:
    """Return the confirmation of an order as it stands now (an estimate comes out as an estimate)."""
    return _order_file(_context(studio_id), order_id, "order")


def slip_pdf(studio_id: UUID, order_id: UUID) -> File:
    """Return the packing slip of an order: what goes out, what is inside the packages, and no price."""
    return _order_file(_context(studio_id), order_id, "slip")


def receipt_pdf(studio_id: UUID, settlement_id: UUID) -> File:
    """Return the receipt of one settlement; the payments module makes those of whole payments by ``receipt_file``."""
    context = _context(studio_id)
    row = Settlement.objects.select_related("invoice").filter(id=settlement_id).first()
    if row is None:
        what = "settlement"
        raise NotFound(what)
    card = settlement_cards([row])[0]
    invoice = row.invoice
    return receipt_file(
        Receipt(
            label=invoice.label,
            on=row.on,
            made_at=row.made_at,
            language=invoice.language,
            currency=row.currency,
            seller=seller(context, terms(), invoice.location_id),
            addressee=invoice.addressee,
            rows=(ReceiptRow(f"{invoice.label}", card.amount),),
            tender=row.memo,
            text=terms().receipt_text,
        )
    )


def statement_pdf(studio_id: UUID, statement_id: UUID) -> File:
    """Return a statement of account that was sent."""
    context = _context(studio_id)
    row = SentStatement.objects.filter(id=statement_id).first()
    if row is None:
        what = "statement"
        raise NotFound(what)
    wanted = AskStatement(client_id=row.client_id, since=row.since, until=row.until, currency=row.currency)
    return statement_file(context, ask(get_statement, context, wanted), row.made_at)


def statement_file(context: Context, card: StatementCard, made_at: datetime) -> File:
    """Return a statement of account as a file."""
    decided = terms()
    to = addressee(context, card.client.id)
    from_ = seller(context, decided, None)
    tongue = Tongue(language_of("", to["language"], context), str(from_.get("country", "")), card.currency)
    title = tongue.word("statement")
    head = letter(
        from_,
        to,
        tongue,
        title=title,
        subtitle=tongue.word("period", since=tongue.day(card.since), until=tongue.day(card.until)),
        facts=[
            (tongue.word("date"), tongue.day(clock.local(made_at, context.studio.zone).date())),
            (tongue.word("client_number"), str(to["number"])),
        ],
    )
    body = {
        "intro": decided.statement_text,
        "heads": [tongue.word("date"), tongue.word("movement"), tongue.word("amount"), tongue.word("balance")],
        "opening": [tongue.day(card.since), tongue.word("opening"), tongue.money(card.opening)],
        "closing": [tongue.day(card.until), tongue.word("closing"), tongue.money(card.closing)],
        "rows": [
            {
                "on": tongue.day(line.on),
                "name": _movement(line, tongue),
                "small": line.memo,
                "amount": tongue.money(line.amount),
                "balance": tongue.money(line.balance),
            }
            for line in card.lines
        ],
        "ages-title": tongue.word("ages"),
        "ages": [[tongue.word(bucket.value), tongue.money(amount)] for bucket, amount in card.buckets.items()],
        "notes": [tongue.word("credit_left", amount=tongue.money(card.credit))] if card.credit else [],
    }
    return file_of("statement.typ", head | body, made_at, f"{title} {card.until.isoformat()}")


def gift_card_pdf(studio_id: UUID, card_id: UUID, code: str) -> File:
    """Return a gift card to print; the code is asked for, because it is kept nowhere.

    Raises:
        NotFound: there is no such card, or this is not its code.
    """
    context = _context(studio_id)
    card = gift_card_card(card_id, clock.local(clock.now(), context.studio.zone).date())
    row = GiftCard.objects.get(id=card_id)
    what = "gift card"
    try:
        typed = read_code(code)
    except NotACode:
        raise NotFound(what) from None
    if row.code_hash is None or bytes(row.code_hash) != hash_code(typed):
        raise NotFound(what)
    decided = terms()
    from_ = seller(context, decided, None)
    to = addressee(context, card.client.id)
    tongue = Tongue(language_of("", to["language"], context), str(from_.get("country", "")), card.currency)
    title = tongue.word("gift_card")
    data = {
        "title": title,
        "lang": tongue.language,
        "region": tongue.region,
        "look": {"accent": from_["accent"], "paper": from_["paper"]},
        "seller": {"name": from_["name"]},
        "seller-line": " · ".join(
            part
            for part in (
                from_["name"],
                from_["street"],
                f"{from_['postal_code']} {from_['city']}".strip(),
                country_name(from_["country"], tongue) if from_["country"] else "",
                from_["phone"],
                from_["website"],
            )
            if part
        ),
        "amount": tongue.money(card.left),
        "recipient": tongue.word("gift_for", name=card.recipient) if card.recipient else "",
        "message": card.message,
        "code-words": tongue.word("code"),
        "code": show_code(typed),
        "until": tongue.word("until", day=tongue.day(card.expires_on)) if card.expires_on else tongue.word("always"),
        "notes": [decided.gift_card_text] if decided.gift_card_text else [],
    }
    return file_of("gift_card.typ", data, row.activated_at or clock.now(), f"{title} {card.label}")


def _order_file(context: Context, order_id: UUID, kind: str) -> File:
    today = clock.local(context.now, context.studio.zone).date()
    card = order_card(order_id, today)
    if kind == "order" and card.state is OrderState.ESTIMATE:
        kind = "estimate"
    decided = terms()
    payer = card.payer or card.client
    to = addressee(context, payer.id if kind != "slip" else card.client.id)
    from_ = seller(context, decided, card.location_id)
    tongue = Tongue(language_of(card.language, to["language"], context), str(from_.get("country", "")), card.currency)
    label = card.estimate_label if kind == "estimate" and card.estimate_label else card.label
    title = f"{tongue.word(kind)} {label}"
    holds = card.valid_until if kind == "estimate" else None
    head = letter(
        from_,
        to,
        tongue,
        title=title,
        subtitle=f"{tongue.word('client')}: {card.client.name}" if card.payer and kind != "slip" else "",
        facts=[
            (tongue.word("date"), tongue.day(card.placed_on)),
            (tongue.word("valid_until"), tongue.day(holds) if holds else ""),
            (tongue.word("client_number"), str(to["number"])),
            (tongue.word("reference"), card.purchase_order),
        ],
    )
    if kind == "slip":
        body = documents.document(
            columns=documents.slip_columns(tongue),
            rows=documents.slip_rows(card.lines, tongue),
            totals=[],
            tongue=tongue,
        )
    else:
        body = documents.document(
            columns=documents.priced_columns(tongue),
            rows=documents.order_rows(card.lines, tongue),
            totals=documents.totals(card, tongue, last=tongue.word("total")),
            intro=card.message,
            notes=[
                documents.tax_words(card, tongue),
                tongue.word("retainer_asked", amount=tongue.money(card.retainer)) if card.retainer else "",
                tongue.word("holds", day=tongue.day(holds)) if holds else "",
                decided.estimate_text if kind == "estimate" else decided.invoice_text,
            ],
            tongue=tongue,
            sign=tongue.word("accept") if kind == "estimate" else "",
        )
    made = Order.objects.values_list("updated_at", flat=True).get(id=order_id)
    return file_of("document.typ", head | body, made, title)


def _plan_at_issue(card: InvoiceCard) -> list[Part]:
    """Return the payment plan that was made with the invoice, whatever became of it later."""
    rows = Instalment.objects.filter(plan__invoice_id=card.id, plan__made_at=card.issued_at).order_by("position")
    return [Part(row.due_on, Money.of_minor(row.amount_minor, card.currency)) for row in rows]


def _movement(line: StatementLine, tongue: Tongue) -> str:
    kind, back = line.kind, ""
    if kind.endswith("_taken_back"):
        kind, back = kind.removesuffix("_taken_back"), f" ({tongue.word('taken_back')})"
    words = {"retainer": "retainer_used", "gift_card": "gift_card_used"}.get(kind, kind)
    return f"{tongue.word(words)} {line.label}{back}"


def _about(about: dict[str, object], tongue: Tongue) -> str:
    parts = []
    client = about.get("client")
    if isinstance(client, dict):
        parts.append(f"{tongue.word('client')}: {client.get('name', '')}")
    sessions = about.get("sessions")
    if isinstance(sessions, list) and sessions:
        word = tongue.word("session" if len(sessions) == 1 else "sessions")
        parts.append(f"{word}: " + ", ".join(str(one.get("title", "")) for one in sessions))
    return " · ".join(parts)


def _context(studio_id: UUID) -> Context:
    return Context(studio=directory().facts(studio_id), actor=system_actor("Documents"), now=clock.now())
