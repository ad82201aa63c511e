"""What this module hangs into messages and ledger: kinds of message, files to attach, names and words of entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from safelight.books import ports as books
from safelight.foundation.money import Money
from safelight.messaging import kinds
from safelight.messaging.ports import MessageSubject, renderers, subjects
from safelight.messaging.rules.defaults import standard
from safelight.messaging.rules.facts import MergeField
from safelight.messaging.rules.kinds import MessageKind, Words
from safelight.sales import papers
from safelight.sales.queries import names, telling

_TEXTS: Final = {
    "en": Words(
        "Credit note {{credit_note.number}} from {{studio.name}}",
        """Hello {{client.greeting}},

attached is credit note {{credit_note.number}} of {{credit_note.date}} over {{credit_note.total}}, to invoice {{invoice.number}}.

Reason: {{credit_note.reason}}

{{studio.signature}}""",
    ),
    "de": Words(
        "Gutschrift {{credit_note.number}} von {{studio.name}}",
        """Guten Tag {{client.greeting}},

im Anhang finden Sie die Gutschrift {{credit_note.number}} vom {{credit_note.date}} über {{credit_note.total}} zur Rechnung {{invoice.number}}.

Grund: {{credit_note.reason}}

{{studio.signature}}""",
    ),
    "fr": Words(
        "Avoir {{credit_note.number}} de {{studio.name}}",
        """Bonjour {{client.greeting}},

vous trouverez ci-joint l’avoir {{credit_note.number}} du {{credit_note.date}} de {{credit_note.total}}, sur la facture {{invoice.number}}.

Motif : {{credit_note.reason}}

{{studio.signature}}""",
    ),
    "es": Words(
        "Factura rectificativa {{credit_note.number}} de {{studio.name}}",
        """Hola {{client.greeting}}:

Adjuntamos la factura rectificativa {{credit_note.number}} del {{credit_note.date}} por {{credit_note.total}}, de la factura {{invoice.number}}.

Motivo: {{credit_note.reason}}

{{studio.signature}}""",
    ),
}
CREDIT_NOTE: Final = MessageKind(
    key="credit_note",
    label="Credit note",
    fields=(
        MergeField("credit_note.number", "Number of the credit note", "C-00012"),
        MergeField("credit_note.date", "Date of the credit note", date(2027, 3, 9)),
        MergeField("credit_note.total", "Amount taken back", Money(Decimal("86.00"), "EUR")),
        MergeField("credit_note.reason", "Why", "One print was damaged.", optional=True),
        MergeField("invoice.number", "Number of the invoice", "2027-0184"),
    ),
    defaults=_TEXTS,
    group="Sales",
    order=25,
)

for key in ("estimate", "invoice", "payment_reminder", "receipt", "statement"):
    kinds.register(standard(key))
kinds.register(CREDIT_NOTE)

renderers.add(telling.INVOICE_PDF, papers.invoice_pdf)
renderers.add(telling.CREDIT_NOTE_PDF, papers.credit_note_pdf)
renderers.add(telling.ESTIMATE_PDF, papers.estimate_pdf)
renderers.add(telling.ORDER_PDF, papers.order_pdf)
renderers.add(telling.RECEIPT_PDF, papers.receipt_pdf)
renderers.add(telling.STATEMENT_PDF, papers.statement_pdf)

subjects.add(MessageSubject("invoice", "Invoice", telling.describe_invoice, permission="sales.view", order=20))
subjects.add(MessageSubject("order", "Order", telling.describe_order, permission="sales.view", order=21))
subjects.add(
    MessageSubject("credit_note", "Credit note", telling.describe_credit_note, permission="sales.view", order=22)
)

for kind, name_many in (
    ("invoice", names.name_invoices),
    ("credit_note", names.name_credit_notes),
    ("settlement", names.name_settlements),
    ("retainer", names.name_retainers),
    ("credit", names.name_credits),
    ("gift_card", names.name_gift_cards),
):
    books.sources.add(kind, name_many)
for kind, name_many in (
    ("invoice", names.name_invoices),
    ("order", names.name_orders),
    ("credit", names.name_credits),
    ("gift_card", names.name_gift_cards),
):
    books.documents.add(kind, name_many)
for place, (kind, label) in enumerate(
    (
        ("invoice", _("Invoice issued")),
        ("credit_note", _("Credit note")),
        ("settlement", _("Payment of an invoice")),
        ("unsettlement", _("Payment taken back")),
        ("retainer", _("Retainer received")),
        ("retainer_used", _("Retainer used")),
        ("retainer_returned", _("Retainer given back")),
        ("retainer_held_again", _("Retainer held again")),
        ("retainer_taken_back", _("Retainer taken back")),
        ("retainer_kept", _("Retainer kept")),
        ("credit", _("Client credit")),
        ("credit_used", _("Client credit used")),
        ("refund_promised", _("Refund promised")),
        ("refund", _("Refund paid")),
        ("gift_card_used", _("Gift card used")),
        ("gift_card_void", _("Gift card void")),
        ("write_off", _("Write-off")),
    )
):
    books.entry_kinds.add(books.EntryKind(kind, label, 200 + place))
