"""Writing the studio's own texts, and going back to those that come with the program."""

from __future__ import annotations

from pydantic import Field

from safelight.clients.rules.mails import is_mail
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.messaging.actions.composing import NewMessage, not_a_mail
from safelight.messaging.actions.queue import queue
from safelight.messaging.models import Template
from safelight.messaging.queries.cards import MessageCard
from safelight.messaging.queries.sender import sender_of
from safelight.messaging.queries.templates import (
    TemplateCard,
    WhichTemplate,
    card_of,
    faults,
    get_template,
    key_of,
    known,
    known_languages,
    samples,
)
from safelight.messaging.rules.kinds import MessageKind, Words
from safelight.messaging.rules.merging import LONGEST_BODY, LONGEST_SUBJECT

LONGEST_NAME = 80


class SaveTemplate(Frozen):
    """A text. ``name`` tells letters apart, ``new_name`` renames one; ``version`` is that of the text that was changed."""

    kind: str = Field(max_length=60)
    language: str = Field(max_length=10)
    name: str = Field(default="", max_length=LONGEST_NAME)
    new_name: str | None = Field(default=None, max_length=LONGEST_NAME)
    subject: str = Field(max_length=LONGEST_SUBJECT)
    body: str = Field(max_length=LONGEST_BODY)
    version: int | None = None


class SendSample(WhichTemplate):
    """Where to send a sample of a text."""

    to: str = Field(max_length=254)


@action("messaging.save_template", permission="messaging.manage", door="PUT /messaging/templates/{kind}/{language}")
def save_template(context: Context, data: SaveTemplate) -> TemplateCard:
    """Write the studio's own text of a kind of message, or a letter.

    Raises:
        NotFound: no such kind of message.
        InvalidInput: an unknown merge field, a link to a foreign website, nothing written; ``fields`` says where.
        Conflict: somebody else changed it meanwhile, or a letter of that name exists.
    """
    kind = known(data.kind)
    _check(context, kind, data)
    row = _find(kind, data.language, data.name)
    seen = row.version if row else 0
    if data.version is not None and data.version != seen:
        message = "Somebody else changed this text meanwhile. Look at theirs, then save yours again."
        raise Conflict(message, code="changed_meanwhile")
    name = " ".join((data.name if data.new_name is None else data.new_name).split())
    if name != data.name and _find(kind, data.language, name) not in {None, row}:
        message = f"There is a text called “{name}” already."
        raise Conflict(message, fields={"new_name": message})
    context.undo_with(*_way_back(kind, data, row, name))
    before = {"subject": row.subject, "body": row.body} if row else {}
    row = row or Template(id=new_id(), kind=kind.key, language=data.language, version=0)
    row.name, row.key = name, key_of(name)
    row.subject, row.body = data.subject, data.body.replace("\r\n", "\n")
    row.version += 1
    row.changed_at, row.changed_by = context.now, context.actor.label
    row.save()
    context.subject("template", row.id, f"The text “{name or kind.label}” ({data.language}) was written")
    after = {"subject": row.subject, "body": row.body}
    context.changed({part: [before.get(part, ""), text] for part, text in after.items() if before.get(part) != text})
    return card_of(row)


@action(
    "messaging.restore_template", permission="messaging.manage", door="DELETE /messaging/templates/{kind}/{language}"
)
def restore_template(context: Context, data: WhichTemplate) -> WhichTemplate:
    """Go back to the text that comes with the program; a letter is removed.

    Raises:
        NotFound: the studio has no text of its own here.
    """
    kind = known(data.kind)
    row = _find(kind, data.language, data.name)
    if row is None:
        what = "text"
        raise NotFound(what)
    words = "was removed" if data.name else "is the program's own again"
    context.subject("template", row.id, f"The text “{row.name or kind.label}” ({row.language}) {words}")
    context.changed({"subject": [row.subject, ""], "body": [row.body, ""]})
    context.undo_with(
        "messaging.save_template",
        {
            "kind": row.kind,
            "language": row.language,
            "name": row.name,
            "subject": row.subject,
            "body": row.body,
        },
    )
    row.delete()
    return data


@action(
    "messaging.send_sample", permission="messaging.manage", door="POST /messaging/templates/{kind}/{language}/sample"
)
def send_sample(context: Context, data: SendSample) -> MessageCard:
    """Send a text with sample values to an address, to see it in a mail reader.

    Raises:
        NotFound: no such text.
        InvalidInput: it is no mail address.
        Refused: mail to this address came back before.
    """
    if not is_mail(data.to):
        message = not_a_mail(data.to)
        raise InvalidInput(message, fields={"to": message})
    which = WhichTemplate(kind=data.kind, language=data.language, name=data.name)
    shown = get_template.perform(context, which)
    card = queue(
        context,
        NewMessage(
            kind=data.kind,
            client_id=None,
            to=(data.to,),
            facts=samples(known(data.kind), context.studio.currency),
            words=Words(shown.subject, shown.body),
            language=data.language,
            deliberate=True,
        ),
    )
    context.subject("message", card.id, f"A sample of “{shown.name or shown.kind_label}” was sent")
    return card


def _find(kind: MessageKind, language: str, name: str) -> Template | None:
    return Template.objects.select_for_update().filter(kind=kind.key, language=language, key=key_of(name)).first()


def _check(context: Context, kind: MessageKind, data: SaveTemplate) -> None:
    fields = {
        field: sentence
        for field, (_, sentence) in faults(kind, data.subject, data.body, sender_of(context.studio)).items()
    }
    if not data.subject:
        fields["subject"] = "Write a subject: many people read nothing else."
    if not data.body:
        fields["body"] = "Write the text."
    if data.language not in known_languages():
        fields["language"] = f"Choose among {', '.join(known_languages())}."
    if kind.many and not (data.name or data.new_name):
        fields["name"] = "Give the letter a name."
    if not kind.many and (data.name or data.new_name):
        fields["name"] = f"There is one text of “{kind.label}” in each language; it has no name."
    if fields:
        raise InvalidInput(" ".join(dict.fromkeys(fields.values())), fields=fields)


def _way_back(kind: MessageKind, data: SaveTemplate, row: Template | None, name: str) -> tuple[str, dict[str, object]]:
    which: dict[str, object] = {"kind": kind.key, "language": data.language, "name": name}
    if row is None:
        return "messaging.restore_template", which
    old = {"subject": row.subject, "body": row.body}
    return "messaging.save_template", {**which, **old, **({"new_name": row.name} if row.name != name else {})}
