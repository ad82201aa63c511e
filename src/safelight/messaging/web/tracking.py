"""Where a mail service posts what became of messages: bounces, complaints, arrivals.

django-anymail checks name, password and signature and reads the service's own form; who may post is decided there.
Only the service that is in use has an address here.
"""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from safelight.foundation.actions import Conflict, NotFound, run
from safelight.foundation.jobs.register import system_context
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import public
from safelight.messaging.actions import Hear, hear
from safelight.messaging.actions.hearing import hear_delivery

log = logging.getLogger("safelight.messaging")

ACTOR: Final = "mail service"
# A service that will not even try (“blocked”) or gave up in time says nothing of the address itself.
_HEALS: Final = frozenset({RejectReason.TIMED_OUT, RejectReason.BLOCKED, RejectReason.SPAM, RejectReason.OTHER})
_BOUNCES: Final = frozenset({EventType.BOUNCED, EventType.REJECTED, EventType.FAILED})
_HEALTHY: Final = {EventType.DELIVERED: "delivered", EventType.DEFERRED: "deferred"}
_WORDS: Final = {
    RejectReason.INVALID: "there is no such address",
    RejectReason.BOUNCED: "mail to it came back before",
    RejectReason.TIMED_OUT: "its mail server did not answer in time",
    RejectReason.BLOCKED: "its mail server blocks us",
    RejectReason.SPAM: "its mail server took it for spam",
    RejectReason.UNSUBSCRIBED: "its owner wants no mail",
}


@csrf_exempt
@public
def events(request: HttpRequest, service: str) -> HttpResponse:
    """Take the events of the mail service in use; any other service's address is not there."""
    if not settings.MAIL_EVENTS_VIEW or service != settings.MAIL_EVENTS_SERVICE:
        raise Http404
    answer = import_string(settings.MAIL_EVENTS_VIEW).as_view()(request)
    if not isinstance(answer, HttpResponse):
        message = "A view of events answers plainly."
        raise TypeError(message)
    return answer


def listen() -> None:
    """Hear every event that a mail service posts, once per process."""
    tracking.connect(_heard, dispatch_uid="safelight.messaging.tracking")


def _heard(sender: object, event: AnymailTrackingEvent, **_: Any) -> None:  # noqa: ANN401, ARG001 - Django's signature
    place = _place(event)
    if place is None or not event.recipient:
        log.info("mail event of nobody", extra={"code": str(event.event_type)})
        return
    studio_id, message_id = place
    key = _key(event, message_id)
    try:
        context = system_context(studio_id, ACTOR)
    except LookupError:
        log.info("mail event of an unknown studio", extra={"code": str(event.event_type)})
        return
    if event.event_type in _HEALTHY:
        with studio_scope(studio_id):
            hear_delivery(context, message_id, event.recipient, _HEALTHY[event.event_type], _detail(event), key)
        return
    complained = event.event_type == EventType.COMPLAINED
    if not complained and event.event_type not in _BOUNCES:
        return
    data = Hear(
        message_id=message_id,
        address=event.recipient,
        what="complained" if complained else "bounced",
        permanent=complained or not (event.reject_reason in _HEALS or _is_soft(event)),
        detail=_detail(event),
        event_key=key,
    )
    try:
        run(hear, context, data)
    except (Conflict, NotFound) as refusal:
        log.info("mail event not taken", extra={"code": refusal.code, "studio": str(studio_id)})


def _place(event: AnymailTrackingEvent) -> tuple[UUID, UUID] | None:
    """Return studio and message of an event, from what was sent along; None where that is not ours."""
    known = event.metadata if isinstance(event.metadata, dict) else {}
    try:
        return UUID(str(known.get("studio"))), UUID(str(known.get("message")))
    except ValueError:
        return None


def _key(event: AnymailTrackingEvent, message_id: UUID) -> str:
    """Return what tells an event from all others; services that do not number theirs tell each kind once."""
    told = event.event_id or (event.timestamp.isoformat() if event.timestamp else "")
    return f"{message_id}:{event.event_type}:{told}:{event.recipient}"[:300]


def _is_soft(event: AnymailTrackingEvent) -> bool:
    """Say whether the service itself calls a bounce one that may heal; django-anymail does not tell them apart."""
    told = event.esp_event if isinstance(event.esp_event, dict) else {}
    words = " ".join(str(told.get(name, "")) for name in ("Type", "type", "event", "bounce_type", "severity"))
    return any(word in words.lower() for word in ("soft", "transient", "temporary"))


def _detail(event: AnymailTrackingEvent) -> str:
    """Return the event as a sentence; what the other mail server said may name people and stays out."""
    if event.event_type == EventType.COMPLAINED:
        return "Its reader called it unwanted."
    if event.event_type == EventType.DELIVERED:
        return "Its mail server took it."
    if event.event_type == EventType.DEFERRED:
        return "Its mail server put it off; the mail service tries again."
    return f"It came back: {_WORDS.get(event.reject_reason, 'no reason was given')}."
