"""What the operator of the machine does from the command line, in the name of Safelight itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from pydantic import BaseModel

from safelight.accounts.actions import NewStudio, create_studio
from safelight.accounts.actions.persons import create_person
from safelight.accounts.models import User
from safelight.accounts.queries import memberships_of
from safelight.config.cli.answers import Refused
from safelight.foundation.actions import Action, ActionError, Context, Query, StudioFacts, ask, run
from safelight.foundation.actions.context import system_actor
from safelight.foundation.actions.runner import check_input

Out = TypeVar("Out", bound=BaseModel)
T = TypeVar("T")


def carry_out(verb: Action[Any, Out] | Query[Any, Out], facts: StudioFacts, data: Mapping[str, Any]) -> Out:
    """Carry out one verb of the registry in a studio.

    Raises:
        Refused: in the verb's own words.
    """
    context = Context(facts, system_actor("Command line"))
    if isinstance(verb, Action):
        return _in_words(lambda: run(verb, context, data).value)
    return _in_words(lambda: ask(verb, context, data))


def new_studio(data: Mapping[str, Any], *, owner: str, owner_name: str, password: str) -> StudioFacts:
    """Create a studio and, if ``owner`` is a mail address, the person who owns it.

    Raises:
        Refused: an answer that cannot be, or a new owner without a password.
    """

    def create() -> StudioFacts:
        person = _person(owner, owner_name, password) if owner else None
        return create_studio(
            check_input(NewStudio, data),
            owner_id=person.id if person else None,
            owner_name=person.display_name if person else "",
        )

    return _in_words(create)


def new_person(email: str, name: str, password: str | None) -> User:
    """Make a person.

    Raises:
        Refused: the mail address is taken or wrong, or the password is easily guessed.
    """
    return _in_words(lambda: create_person(email, name, password))


def people() -> list[dict[str, Any]]:
    """Return everybody who may sign in to this installation, with the studios they belong to."""
    return [
        {
            "email": person.email,
            "name": person.name,
            "active": person.is_active,
            "studios": {facts.slug: actor.role for facts, actor in memberships_of(person.id)},
        }
        for person in User.objects.order_by("email")
    ]


def reset_link(email: str) -> str:
    """Return a link with which a person sets a new password, for when no mail can reach them.

    Raises:
        Refused: there is no such person.
    """
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        message = f"Nobody signs in with {email}. `safelight user list` shows who does."
        raise Refused(message)
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", args=key.split("-", 1))


def _person(email: str, name: str, password: str) -> User:
    known = User.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    if not password:
        message = f"{email} has no account yet: give a password with --password-stdin."
        raise Refused(message)
    return create_person(email, name, password)


def _in_words(perform: Callable[[], T]) -> T:
    try:
        with transaction.atomic():
            return perform()
    except ActionError as refusal:
        fields = [
            f"{path}: {sentence}"
            for path, sentence in sorted(refusal.fields.items())
            if sentence not in refusal.message
        ]
        raise Refused("\n".join([refusal.message, *fields])) from None
