"""Sending what is due: lease, make the files, hand the mail in, note the outcome."""

from __future__ import annotations

import contextlib
import logging
from typing import Final, Literal
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, NotFound, run
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions.delivery import Finish, NotTaken, finish, make_files, put_back, take, why_drop
from safelight.messaging.mails.building import built
from safelight.messaging.mails.judging import judged, not_taken, worst
from safelight.messaging.models import Message
from safelight.messaging.rules import timing
from safelight.messaging.rules.answers import Verdict

log = logging.getLogger("safelight.messaging")

Outcome = Literal["nothing", "sent", "given_up", "waits", "trouble"]
# One job sends so many and leaves the rest to the next: a stopping worker waits for no endless one.
MOST_AT_ONCE: Final = 200
# A message at which the program itself ends must not end every worker for ever.
MOST_TRIES: Final = len(timing.WAITS) + 1
_ENDS: Final = "It was tried again and again, and each time the program ended before an answer came."
_GONE: Final = Verdict("refused", "What an attachment shows is not there any more.")


def deliver(context: Context, message_id: UUID | None = None, server: BaseEmailBackend | None = None) -> Outcome:
    """Send one message that is due, this one or the one that is due longest, and say what became of it.

    Harmless when called again: what was sent, cancelled or is being sent is passed over. Of errors only their kind is
    logged, since their text may name people.
    """
    with studio_scope(context.studio.id):
        row = take(clock.now(), message_id)
        reason = why_drop(context, row, clock.now()) if row else ""
    if row is None:
        return "nothing"
    if reason:
        return _end(context, Finish(message_id=row.id, lease=_lease(row), state="dropped", error=reason))
    if row.attempts > MOST_TRIES:
        return _end(context, Finish(message_id=row.id, lease=_lease(row), state="failed", error=_ENDS))
    try:
        with studio_scope(context.studio.id):
            files = make_files(context.studio.id, row.id)
        mail = built(row, files, clock.now())
        (server or get_connection()).send_messages([mail])
    except NotFound:
        return _failed(context, row, _GONE, {})
    except Exception as error:  # noqa: BLE001 - whatever it is, the message must not stay in the lease
        verdict, by_address = judged(error)
        shown = {"studio": str(context.studio.id), "attempt": row.attempts}
        log.warning("message not sent", extra={**shown, "code": f"{verdict.meaning} {type(error).__name__}"})
        if server is not None:
            with contextlib.suppress(Exception):
                server.close()
        return _failed(context, row, verdict, by_address)
    return _sent(context, row, mail)


def deliver_due(context: Context) -> int:
    """Send the studio's messages that are due, over one connection; returns how many were taken.

    Ends early when the mail server cannot be reached: what is left stays due, and the timetable comes again.
    """
    server = get_connection()
    taken = 0
    try:
        while taken < MOST_AT_ONCE:
            outcome = deliver(context, None, server)
            if outcome == "nothing":
                break
            taken += 1
            if outcome == "trouble":
                break
    finally:
        with contextlib.suppress(Exception):
            server.close()
    return taken


def _sent(context: Context, row: Message, mail: EmailMessage) -> Outcome:
    missed = not_taken(mail)
    if row.to and all(address in missed for address in row.to):
        # The hidden copy alone was taken: for the client it is as if nothing was.
        by_address = {address: missed[address] for address in row.to}
        return _failed(context, row, worst(by_address), by_address)
    provider_id = getattr(getattr(mail, "anymail_status", None), "message_id", None)
    return _end(
        context,
        Finish(
            message_id=row.id,
            lease=_lease(row),
            state="sent",
            provider_id=provider_id if isinstance(provider_id, str) else "",
            not_taken=_listed(missed),
            later=tuple(address for address in row.to if address in missed and not missed[address].is_final),
        ),
    )


def _failed(context: Context, row: Message, verdict: Verdict, by_address: dict[str, Verdict]) -> Outcome:
    due_at = None if verdict.is_final else timing.next_try(row.attempts, clock.now())
    if due_at is not None:
        with studio_scope(context.studio.id):
            put_back(row, verdict.sentence, due_at)
        return "trouble" if verdict.meaning == "trouble" else "waits"
    return _end(
        context,
        Finish(
            message_id=row.id,
            lease=_lease(row),
            state="bounced" if verdict.meaning == "bad_address" else "failed",
            error=verdict.sentence,
            not_taken=_listed(by_address or dict.fromkeys(row.to, verdict)) if verdict.is_final else (),
        ),
    )


def _end(context: Context, outcome: Finish) -> Outcome:
    fresh = Context(context.studio, context.actor, clock.now(), context.request_id)
    try:
        run(finish, fresh, outcome)
    except Conflict:
        log.warning("message lease lost", extra={"studio": str(context.studio.id)})
    return "sent" if outcome.state == "sent" else "given_up"


def _listed(by_address: dict[str, Verdict]) -> tuple[NotTaken, ...]:
    return tuple(
        NotTaken(address=address, detail=verdict.sentence, never=verdict.meaning == "bad_address")
        for address, verdict in by_address.items()
        if verdict.meaning in {"bad_address", "refused"}
    )


def _lease(row: Message) -> UUID:
    if row.lease is None:
        message = "A message is sent under a lease."
        raise ValueError(message)
    return row.lease
