"""The demo studio's letters: fictional, always the same for a size, written through the actions of this module."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final, Literal

from safelight.clients.queries import ListClients, list_clients
from safelight.clients.queries.list import ClientPage
from safelight.foundation.actions import Context, Refused, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import Finish, change_sender, finish, mark_bounced, save_template, write
from safelight.messaging.actions.delivery import take

SIZES: Final = {"small": 24, "year": 80, "large": 160}
_DAYS_BACK: Final = 120
_BOUNCES_EVERY: Final = 19
_LETTERS: Final = (
    (
        "What to wear",
        "What to wear for your session",
        (
            "Hello {{client.greeting}},\n\nsoft, plain colours look best in our light: cream, sage, dusty blue. Leave large"
            " prints and logos at home, and bring a second set for the little ones.\n\nWe look forward to seeing you!\n\n"
            "{{studio.signature}}"
        ),
    ),
    (
        "How to find us",
        "How to find {{studio.name}}",
        (
            "Hello {{client.greeting}},\n\nyou find us at {{studio.address|the old mill}}. Parking is free behind the house;"
            " the side entrance has no steps.\n\nIf you are lost, call {{studio.phone|us}}.\n\n{{studio.signature}}"
        ),
    ),
    (
        "Thank you",
        "Thank you, {{client.greeting}}!",
        (
            "Hello {{client.greeting}},\n\nthank you for the lovely morning. Your images will be ready to look at in about"
            " two weeks; we write as soon as they are.\n\n{{studio.signature}}"
        ),
    ),
)


def load_demo(context: Context, size: Literal["small", "year", "large"] = "small") -> None:
    """Fill the outbox of a fresh studio: letters of some months, a few that came back or wait for their day."""
    dice = random.Random(f"safelight demo messages {size}")  # noqa: S311 - the same studio every time is the point
    run(
        change_sender,
        context,
        {
            "reply_to": "hello@northlight.example",
            "signature": "Warmly,\n{{sender.name}}\nNorthlight Portraits",
            "websites": ["northlight.example"],
        },
    )
    for name, subject, body in _LETTERS:
        letter = {"kind": "plain", "language": "en", "name": name, "subject": subject, "body": body}
        run(save_template, context, letter)
    found: ClientPage = ask(list_clients, context, ListClients(limit=200))
    clients = [row for row in found.items if row.emails]
    for number, row in enumerate(dice.sample(clients, k=min(SIZES[size], len(clients)))):
        _name, subject, body = dice.choice(_LETTERS)
        before = timedelta(days=dice.randrange(1, _DAYS_BACK), minutes=dice.randrange(600))
        then = Context(context.studio, context.actor, context.now - before)
        try:
            card = run(write, then, {"client_id": row.id, "subject": subject, "body": body}).value
        except Refused:
            # A client who wants no mail gets none in the demo either.
            continue
        _leave(then)
        if number % _BOUNCES_EVERY == _BOUNCES_EVERY - 1:
            run(mark_bounced, then, {"message_id": card.id, "detail": "The mailbox does not exist any more."})
    waiting = next((row for row in clients if not row.do_not_contact), None)
    if waiting is not None:
        _name, subject, body = _LETTERS[1]
        later = context.now + timedelta(days=2)
        run(write, context, {"client_id": waiting.id, "subject": subject, "body": body, "send_at": later})


def _leave(then: Context) -> None:
    """Let what was written at a moment leave at once, as the worker would have done."""
    with studio_scope(then.studio.id):
        row = take(then.now)
    if row is not None and row.lease is not None:
        run(finish, then, Finish(message_id=row.id, lease=row.lease, state="sent"))
