"""The texts of the studio, and what comes out of them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from pydantic import Field

from safelight.foundation.actions import Context, Empty, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.messaging import kinds
from safelight.messaging.models import Template
from safelight.messaging.queries.sender import SenderCard
from safelight.messaging.rules import links, merging
from safelight.messaging.rules.facts import Fact, samples_of
from safelight.messaging.rules.kinds import MessageKind

Language = str


class FieldCard(Frozen):
    """A merge field: ``{{name}}``; ``optional`` ones take their line along when they are empty."""

    name: str
    label: str
    optional: bool


class KindCard(Frozen):
    """A kind of message; ``many`` kinds have named texts of the studio (letters) and none of the program."""

    key: str
    label: str
    group: str
    many: bool
    transactional: bool
    languages: tuple[str, ...]
    fields: tuple[FieldCard, ...]


class TemplateCard(Frozen):
    """A text in force. ``is_own`` when the studio wrote it; ``version`` (0 for the program's) goes back with a change."""

    kind: str
    kind_label: str
    group: str
    language: str
    name: str
    is_own: bool
    has_default: bool
    subject: str
    body: str
    version: int
    changed_at: datetime | None = None
    changed_by: str = ""


class WhichTemplate(Frozen):
    """Which text: a kind, a language, and for letters a name."""

    kind: str = Field(max_length=60)
    language: str = Field(max_length=10)
    name: str = Field(default="", max_length=80)


@query("messaging.kinds", permission="messaging.view", door="GET /messaging/kinds")
def list_kinds(context: Context, data: Empty) -> Page[KindCard]:  # noqa: ARG001 - the same for every studio
    """List the kinds of message, with the merge fields that their texts may use."""
    return Page(items=tuple(_kind_card(kind) for kind in kinds.all_kinds()))


@query("messaging.templates", permission="messaging.view", door="GET /messaging/templates")
def list_templates(context: Context, data: Empty) -> Page[TemplateCard]:  # noqa: ARG001 - there is nothing to choose
    """List the texts in force: per kind in each language that has one, and the studio's letters."""
    own = {(row.kind, row.language, row.name): row for row in Template.objects.order_by("key", "language")}
    found: list[TemplateCard] = []
    for kind in kinds.all_kinds():
        named = [row for key, row in own.items() if key[0] == kind.key and row.name]
        found += [_own_card(kind, row) for row in named]
        for language in languages_of(context, kind):
            row = own.get((kind.key, language, ""))
            if row is not None:
                found.append(_own_card(kind, row))
            elif language in kind.defaults:
                found.append(_default_card(kind, language))
    return Page(items=tuple(found))


@query("messaging.template", permission="messaging.view", door="GET /messaging/templates/{kind}/{language}")
def get_template(context: Context, data: WhichTemplate) -> TemplateCard:  # noqa: ARG001 - the studio is in scope
    """Show a text in force; where the studio has none of its own, the one that comes with the program.

    In a language the program does not speak, its English text is shown to begin from.
    """
    kind = known(data.kind)
    row = Template.objects.filter(kind=kind.key, language=data.language, key=key_of(data.name)).first()
    if row is not None:
        return _own_card(kind, row)
    if data.name or kind.many or data.language not in known_languages():
        what = "text"
        raise NotFound(what)
    return _default_card(kind, data.language)


def faults(kind: MessageKind, subject: str, body: str, sender: SenderCard) -> dict[str, tuple[str, str]]:
    """Return what is wrong with a text by field: (``fatal`` where it cannot even be tried out, a sentence)."""
    names = [field.name for field in kind.all_fields()]
    found: dict[str, tuple[str, str]] = {}
    for field, text in (("subject", subject), ("body", body)):
        unfillable = merging.problems(text, names)
        foreign = links.problems(text, sender.hosts)
        if unfillable or foreign:
            found[field] = ("fatal" if unfillable else "link", " ".join([*unfillable, *foreign]))
    if "\n" in subject or "\r" in subject:
        found["subject"] = ("fatal", "A subject is one line.")
    return found


def samples(kind: MessageKind, currency: str) -> dict[str, Fact]:
    """Return a sample of everything a text may say, in the studio's currency, but for the studio, which is known."""
    return {
        name: Money.rounded(fact.amount, currency) if isinstance(fact, Money) else fact
        for name, fact in samples_of(kind.all_fields()).items()
        if not name.startswith(("studio.", "sender."))
    }


def known(key: str) -> MessageKind:
    """Return a kind of message.

    Raises:
        NotFound: there is none with this key.
    """
    kind = kinds.find(key)
    if kind is None:
        what = "kind of message"
        raise NotFound(what)
    return kind


def languages_of(context: Context, kind: MessageKind) -> tuple[str, ...]:
    """Return the languages in which a kind has or may get a text: the studio's first, then the program's."""
    sender = context.studio.languages
    return tuple(dict.fromkeys([*sender, *kind.defaults])) if not kind.many else tuple(sender)


def known_languages() -> tuple[str, ...]:
    """Return the languages in which texts may be written (ISO 639-1)."""
    return tuple(code for code, _ in settings.LANGUAGES)


def key_of(name: str) -> str:
    """Return the key under which a name is always the same."""
    return " ".join(name.casefold().split())


def card_of(row: Template) -> TemplateCard:
    """Return a text of the studio as a card."""
    return _own_card(known(row.kind), row)


def _own_card(kind: MessageKind, row: Template) -> TemplateCard:
    return TemplateCard(
        kind=kind.key,
        kind_label=str(kind.label),
        group=kind.group,
        language=row.language,
        name=row.name,
        is_own=True,
        has_default=row.language in kind.defaults,
        subject=row.subject,
        body=row.body,
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )


def _default_card(kind: MessageKind, language: str) -> TemplateCard:
    _, words = kind.words(language)
    return TemplateCard(
        kind=kind.key,
        kind_label=str(kind.label),
        group=kind.group,
        language=language,
        name="",
        is_own=False,
        has_default=language in kind.defaults,
        subject=words.subject,
        body=words.body,
        version=0,
    )


def _kind_card(kind: MessageKind) -> KindCard:
    fields = tuple(
        FieldCard(name=field.name, label=field.label, optional=field.optional) for field in kind.all_fields()
    )
    return KindCard(
        key=kind.key,
        label=str(kind.label),
        group=kind.group,
        many=kind.many,
        transactional=kind.transactional,
        languages=tuple(kind.defaults),
        fields=fields,
    )
