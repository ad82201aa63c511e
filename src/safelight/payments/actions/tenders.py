"""The studio's own ways to pay."""

from __future__ import annotations

from uuid import UUID

from django.utils.text import slugify
from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, Refused, action
from safelight.payments.actions.tendering import make_standard
from safelight.payments.models import Tender
from safelight.payments.queries.cards import TenderCard
from safelight.payments.queries.reading import tender_card
from safelight.payments.rules.tenders import ACCOUNTS_OF_OWN, STANDARD, TenderKind

_STANDARD_KEYS = frozenset(standard.key for standard in STANDARD)


class AddTender(Frozen):
    """A way to pay; ``kind`` says what it is like, ``account`` (the kind's usual one unless said) where it stands."""

    name: str = Field(min_length=1, max_length=60)
    kind: TenderKind
    account: str = Field(default="", max_length=80)
    needs_reference: bool = False


class ChangeTender(Frozen):
    """What changes about a way to pay; what is left out stays."""

    tender_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=60)
    needs_reference: bool | None = None
    archived: bool | None = None


@action("payments.add_tender", permission="payments.manage", door="POST /payments/tenders")
def add_tender(context: Context, data: AddTender) -> TenderCard:
    """Add a way to pay, such as a second bank account or a payment app."""
    make_standard(context)
    accounts = ACCOUNTS_OF_OWN.get(data.kind, ())
    if not accounts or data.kind is TenderKind.GATEWAY:
        message = f"There is one “{data.kind.value}” already, made by the program."
        raise InvalidInput(message, fields={"kind": message})
    account = data.account or accounts[0]
    if account not in accounts:
        message = f"Money of this kind stands in one of: {', '.join(accounts)}."
        raise InvalidInput(message, fields={"account": message})
    key = slugify(data.name).replace("-", "_")[:30] or "tender"
    if Tender.objects.filter(key=key).exists():
        message = f"There is a way to pay called “{data.name}” already."
        raise Conflict(message, fields={"name": message})
    tender = Tender(
        key=key,
        kind=data.kind.value,
        name=data.name,
        account=account,
        needs_reference=data.needs_reference,
        order=Tender.objects.count(),
    )
    tender.save(force_insert=True)
    context.subject("tender", tender.id, f"The way to pay “{tender.name}” was added")
    return tender_card(tender)


@action("payments.change_tender", permission="payments.manage", door="PATCH /payments/tenders/{tender_id}")
def change_tender(context: Context, data: ChangeTender) -> TenderCard:
    """Rename a way to pay, put it out of use or back into use."""
    tender = Tender.objects.select_for_update(no_key=True).filter(id=data.tender_id).first()
    if tender is None:
        what = "way to pay"
        raise NotFound(what)
    if data.archived and tender.key in _STANDARD_KEYS and not TenderKind(tender.kind).is_money:
        message = f"“{tender.name}” belongs to the program and stays in use."
        raise Refused(message, code="standard")
    if data.name is not None:
        context.changed({"name": [tender.name, data.name]})
        tender.name = data.name
    if data.needs_reference is not None:
        context.changed({"needs_reference": [tender.needs_reference, data.needs_reference]})
        tender.needs_reference = data.needs_reference
    if data.archived is not None:
        context.changed({"archived": data.archived})
        tender.archived_at = context.now if data.archived else None
    tender.save()
    context.subject("tender", tender.id, f"The way to pay “{tender.name}” was changed")
    return tender_card(tender)
