"""Running an action: check, one transaction, one journal line, its events, the idempotent answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from pydantic import BaseModel, ValidationError

from safelight.foundation import journal
from safelight.foundation.actions.context import Context, Trace
from safelight.foundation.actions.errors import Conflict, Forbidden, InvalidInput, KeyReused
from safelight.foundation.actions.registry import Action, Query
from safelight.foundation.actions.texts import refuse_cards, refuse_unstorable, texts_of
from safelight.foundation.events import as_json
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.deliver import store_events
from safelight.foundation.models import IdempotencyRecord
from safelight.foundation.tenancy import studio_scope

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Out]):
    """What an action answered; ``repeated`` when the answer was stored by an earlier request with this key."""

    value: Out
    undo: tuple[str, dict[str, Any]] | None = None
    repeated: bool = False
    dry_run: bool = False


class _TakeBack(Exception):
    def __init__(self, value: BaseModel) -> None:
        super().__init__()
        self.value = value


def run(
    action: Action[In, Out],
    context: Context,
    data: In | Mapping[str, Any],
    *,
    key: str = "",
    dry_run: bool = False,
) -> Outcome[Out]:
    """Carry out an action once.

    The permission is checked first, then the input. Change, journal line, events and stored answer commit
    together or not at all. With ``key``, the same body gives the stored answer again.

    Raises:
        Forbidden: the actor lacks the permission.
        InvalidInput: the input has not the right form, or holds a payment card number; ``fields`` says where.
        KeyReused: the key was used with another body.
        ActionError: what the action itself refuses.
    """
    permit(action, context)
    checked = check_input(action.input, data)
    refuse_cards(texts_of(checked))
    if dry_run and not action.dry_run:
        message = f"“{action.summary}” cannot be tried without effect."
        raise InvalidInput(message, code="no_dry_run")
    fresh = Context(context.studio, context.actor, context.now, context.request_id, Trace())
    with studio_scope(context.studio.id, person_id=context.actor.id if context.actor.kind == "person" else None):
        if dry_run:
            return _try_out(action, fresh, checked)
        stored = _claim(action, fresh, checked, key) if key else None
        if stored is not None and stored.answer is not None:
            if action.answer_once:
                message = "This was done already, and its answer is told one time only."
                raise Conflict(message, code="answered_once")
            return Outcome(action.output.model_validate(stored.answer), repeated=True)
        value = action.perform(fresh, checked)
        entry_id = journal.record(fresh, action.name)
        store_events(fresh, entry_id)
        if stored is not None:
            stored.answer = {} if action.answer_once else value.model_dump(mode="json")
            stored.save(update_fields=["answer"])
    return Outcome(value, undo=fresh.trace.undo)


def ask(query: Query[In, Out], context: Context, data: In | Mapping[str, Any]) -> Out:
    """Answer a query in the context's studio.

    Raises:
        Forbidden: the actor lacks the permission.
        InvalidInput: the input has not the right form.
    """
    permit(query, context)
    checked = check_input(query.input, data)
    person_id = context.actor.id if context.actor.kind == "person" else None
    with studio_scope(context.studio.id, person_id=person_id, savepoint=False):
        return query.perform(context, checked)


def check_input(model: type[In], data: In | Mapping[str, Any]) -> In:
    """Read plain data into an input model.

    Raises:
        InvalidInput: with one sentence per field path.
    """
    if isinstance(data, model):
        checked = data
    else:
        try:
            checked = model.model_validate(data)
        except ValidationError as error:
            raise _invalid(error) from None
    refuse_unstorable(checked)
    return checked


def check_json(model: type[In], text: str) -> In:
    """Read JSON into an input model, strictly: what the JSON schema refuses is refused (``"3"`` is no number).

    Raises:
        InvalidInput: with one sentence per field path.
    """
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise _invalid(error) from None


def _invalid(error: ValidationError) -> InvalidInput:
    fields = {
        ".".join(str(part) for part in item["loc"]) or "body": _sentence(item["type"], item["msg"])
        for item in error.errors(include_url=False, include_input=False, include_context=False)
    }
    message = "Some fields need another value: " + ", ".join(sorted(fields)) + "."
    return InvalidInput(message, fields=fields)


def _sentence(kind: str, message: str) -> str:
    if kind == "missing":
        return "This is needed."
    if kind == "extra_forbidden":
        return "There is no such field."
    return message.removeprefix("Value error, ")


def permit(verb: Action[Any, Any] | Query[Any, Any], context: Context) -> None:
    """Let the actor pass, or refuse; doors call it before they read a body.

    Raises:
        Forbidden: the actor lacks the verb's permission.
    """
    if not context.actor.may(verb.permission):
        message = f"“{verb.summary}” needs the permission “{verb.permission}”. Ask the owner of the studio for it."
        raise Forbidden(message)


def _try_out(action: Action[In, Out], context: Context, checked: In) -> Outcome[Out]:
    try:
        with transaction.atomic():
            value = action.perform(context, checked)
            # Deferred constraints would only speak at commit; a dry run that never commits asks them now.
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
            raise _TakeBack(value)  # noqa: TRY301 - the way out of the savepoint
    except _TakeBack as taken:
        return Outcome(taken.value, dry_run=True)  # type: ignore[arg-type]  # the value is the action's own Out


def _claim(action: Action[In, Out], context: Context, checked: In, key: str) -> IdempotencyRecord:
    """Insert the key's row, or wait for the request that holds it and read what it stored."""
    fingerprint = hashlib.sha256(
        json.dumps([action.name, as_json(checked.model_dump(mode="json"))], sort_keys=True).encode()
    ).digest()
    actor = f"{context.actor.kind}:{context.actor.id or ''}"
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into foundation_idempotencyrecord (id, studio_id, actor, key, action, fingerprint, answer, at)"
            " values (%s, %s, %s, %s, %s, %s, null, %s) on conflict (studio_id, actor, key) do nothing",
            [new_id(), context.studio.id, actor, key[:255], action.name, fingerprint, context.now],
        )
        is_new = cursor.rowcount == 1
    stored = IdempotencyRecord.objects.select_for_update().get(actor=actor, key=key[:255])
    if bytes(stored.fingerprint) != fingerprint:
        message = "This idempotency key was used before with another request. Use a fresh key for a new request."
        raise KeyReused(message)
    if not is_new and stored.answer is None:
        message = "The first request with this key is still being carried out. Ask again in a moment."
        raise Conflict(message, code="in_progress")
    return stored
