"""Writes about a person, who belongs to no studio: making one, and what they change about themselves.

They stand outside the registry: there is no studio in whose name they could be checked and journalled.
"""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from safelight.accounts.models import User
from safelight.foundation.actions import Conflict, InvalidInput
from safelight.foundation.actions.texts import refuse_cards

_LONGEST_NAME = 120


def create_person(email: str, name: str, password: str | None) -> User:
    """Make a person who signs in with a mail address; without a password they use a passkey or a reset link.

    Raises:
        InvalidInput: no mail address, a card number as a name, or a password that is easily guessed.
        Conflict: somebody has this mail address already.
    """
    refuse_cards([("name", name), ("email", email)])
    fields: dict[str, str] = {}
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        fields["email"] = "This is not a complete mail address, such as ana@studio.example."
    if password is not None:
        fields |= password_faults(password, User(email=email, name=name))
    if fields:
        raise InvalidInput(" ".join(fields.values()), fields=fields)
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name.strip()[:_LONGEST_NAME])
    except IntegrityError:
        message = "This mail address has an account already. Sign in with it instead."
        raise Conflict(message, fields={"email": message}) from None


def set_password(person: User, password: str) -> None:
    """Give a person a new password; every other session of theirs ends with it.

    Raises:
        InvalidInput: it is easily guessed.
    """
    fields = password_faults(password, person)
    if fields:
        raise InvalidInput(fields["password"], fields=fields)
    person.set_password(password)
    person.save(update_fields=["password"])


def change_email(person: User, email: str) -> None:
    """Give a person another mail address to sign in with; they have proven that it is theirs.

    Raises:
        Conflict: somebody else has it.
    """
    person.email = email.strip().lower()
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        message = "Somebody else signs in with this mail address."
        raise Conflict(message, fields={"email": message}) from None


def change_person(person: User, *, name: str, language: str) -> None:
    """Change how a person is called and in which language they are spoken to.

    Raises:
        InvalidInput: a card number as a name.
    """
    refuse_cards([("name", name)])
    person.name, person.language = name.strip()[:_LONGEST_NAME], language
    person.save(update_fields=["name", "language"])


def password_faults(password: str, person: User) -> dict[str, str]:
    """Return what is wrong with a password, under ``password``; empty when it will do."""
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        return {"password": " ".join(error.messages)}
    return {}
