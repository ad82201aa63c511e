"""Changing how the studio's messages leave, and proving that an address is one's own."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from pydantic import Field

from safelight.clients.rules.mails import is_mail
from safelight.foundation.actions import Conflict, Context, Empty, Frozen, InvalidInput, Refused, action
from safelight.foundation.ids import new_id
from safelight.messaging.actions.composing import NewMessage, not_a_mail
from safelight.messaging.actions.queue import queue
from safelight.messaging.models import SenderSettings
from safelight.messaging.queries.sender import SenderCard, sender_of
from safelight.messaging.queries.templates import known_languages
from safelight.messaging.rules import merging
from safelight.messaging.rules.kinds import EVERYWHERE
from safelight.messaging.rules.links import host_of

SALT: Final = "messaging.sender"
DAYS_TO_CONFIRM: Final = 7
_FIELDS: Final = (
    "sender_name", "reply_to", "from_address", "copy_to", "language", "signature", "foot", "websites",
)  # fmt: skip
_NOT_IN_NAMES: Final = re.compile(r'[<>"@\x00-\x1f\x7f]')
_NOT_IN_SIGNATURES: Final = "studio.signature"
MOST_WEBSITES: Final = 20


class ChangeSender(Frozen):
    """What changes; what is left out stays. Empty texts go back to what is known of the studio anyway."""

    sender_name: str | None = Field(default=None, max_length=120)
    reply_to: str | None = Field(default=None, max_length=254)
    from_address: str | None = Field(default=None, max_length=254)
    copy_to: str | None = Field(default=None, max_length=254)
    language: str | None = Field(default=None, max_length=10)
    signature: str | None = Field(default=None, max_length=2_000)
    foot: str | None = Field(default=None, max_length=2_000)
    websites: tuple[str, ...] | None = Field(default=None, max_length=MOST_WEBSITES)
    version: int | None = None


class ConfirmSender(Frozen):
    """What stood in the link of the mail."""

    token: str = Field(max_length=1_000)


@action("messaging.change_sender", permission="messaging.manage", door="PATCH /messaging/sender")
def change_sender(context: Context, data: ChangeSender) -> SenderCard:
    """Change how messages of the studio leave.

    An own sender address is used once the link in the mail that goes to it was followed; until then mail leaves from
    the installation's address.

    Raises:
        InvalidInput: an address, a name, a website or a merge field that is none; ``fields`` says where.
        Conflict: somebody else changed it meanwhile.
    """
    row = SenderSettings.objects.select_for_update().first() or SenderSettings(id=new_id(), version=0)
    if data.version is not None and data.version != row.version:
        message = "Somebody else changed this meanwhile. Look at theirs, then save yours again."
        raise Conflict(message, code="changed_meanwhile")
    given = {name: getattr(data, name) for name in _FIELDS if getattr(data, name) is not None}
    wished = _checked(given)
    before = {name: getattr(row, name) for name in _FIELDS}
    changes = {name: value for name, value in wished.items() if value != before[name]}
    for name, value in changes.items():
        setattr(row, name, value)
    if "from_address" in changes:
        row.from_confirmed_at = None
    row.version += 1
    row.changed_at = context.now
    row.save()
    context.subject("sender", row.id, "How messages leave was changed")
    context.changed({name: [before[name], value] for name, value in changes.items()})
    # An address that was confirmed before would have to be confirmed anew: that cannot be promised by an undo.
    if changes and "from_address" not in changes:
        context.undo_with("messaging.change_sender", {name: before[name] for name in changes})
    if changes.get("from_address"):
        _ask(context, row)
    return sender_of(context.studio)


@action("messaging.ask_sender", permission="messaging.manage", door="POST /messaging/sender/question")
def ask_sender(context: Context, data: Empty) -> SenderCard:  # noqa: ARG001 - there is nothing to choose
    """Send the mail once more that proves the own sender address.

    Raises:
        Refused: there is no own sender address, or it is confirmed already.
    """
    row = SenderSettings.objects.select_for_update().first()
    if row is None or not row.from_address or row.from_confirmed_at is not None:
        message = "There is no sender address that waits for its confirmation."
        raise Refused(message)
    context.subject("sender", row.id, "The confirmation of the sender address was asked for once more")
    _ask(context, row)
    return sender_of(context.studio)


@action("messaging.confirm_sender", permission="messaging.manage", door="POST /messaging/sender/confirmation")
def confirm_sender(context: Context, data: ConfirmSender) -> SenderCard:
    """Prove with the link of the mail that the sender address is the studio's own.

    Raises:
        Refused: the link is damaged, out of date, of another studio, or of an address that was changed since.
    """
    row = SenderSettings.objects.select_for_update().first()
    address = address_in(data.token, context)
    if row is None or not address or row.from_address != address:
        message = "This link does not confirm the sender address of this studio any more. Ask for a new mail."
        raise Refused(message, code="link_over")
    row.from_confirmed_at = row.from_confirmed_at or context.now
    row.save(update_fields=["from_confirmed_at"])
    context.subject("sender", row.id, "The sender address was confirmed")
    return sender_of(context.studio)


def address_in(token: str, context: Context) -> str:
    """Return the address that a link proves for this studio, or nothing."""
    try:
        found = signing.loads(token, salt=SALT, max_age=DAYS_TO_CONFIRM * 24 * 3600)
    except signing.BadSignature:
        return ""
    is_ours = isinstance(found, dict) and found.get("studio") == str(context.studio.id)
    return str(found.get("address", "")) if is_ours else ""


def _ask(context: Context, row: SenderSettings) -> None:
    token = signing.dumps({"studio": str(context.studio.id), "address": row.from_address}, salt=SALT)
    link = f"{settings.PUBLIC_URL}/messages/settings/sender/{quote(token)}/"
    queue(
        context,
        NewMessage(
            kind="sender_check",
            client_id=None,
            to=(row.from_address,),
            facts={"check.link": link, "check.address": row.from_address},
            deliberate=True,
        ),
    )


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, str] = {}
    for name in ("reply_to", "from_address", "copy_to"):
        if given.get(name) and not is_mail(given[name]):
            fields[name] = not_a_mail(given[name])
    if _NOT_IN_NAMES.search(given.get("sender_name", "")):
        fields["sender_name"] = 'A name has no line break and none of < > " @ in it.'
    if given.get("language") and given["language"] not in known_languages():
        fields["language"] = f"Choose among {', '.join(known_languages())}."
    allowed = [field.name for field in EVERYWHERE if field.name != _NOT_IN_SIGNATURES]
    wrong = merging.problems(given.get("signature", ""), allowed)
    if wrong:
        fields["signature"] = " ".join(wrong)
    hosts: list[str] = []
    for place, text in enumerate(given.get("websites", ())):
        try:
            hosts.append(host_of(text))
        except ValueError as error:
            fields[f"websites.{place}"] = str(error)
    if fields:
        raise InvalidInput(" ".join(dict.fromkeys(fields.values())), fields=fields)
    return {**given, "websites": list(dict.fromkeys(hosts))} if "websites" in given else given
