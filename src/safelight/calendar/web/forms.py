"""What the calendar's forms have in common: choices of the studio, and refusals that stand at their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from safelight.foundation.actions import ActionError, Conflict, Context, InvalidInput, Refused

ANSWERED = (InvalidInput.status, Conflict.status, Refused.status)
"""Refusals that a person can do something about in the same form."""


class CalendarForm(forms.Form):
    """A form filled in by somebody at work in a studio.

    ``ids`` begins the ids of its fields; ``places`` says in which of them a verb's fields stand, where names differ.
    """

    ids: ClassVar[str] = "cal"
    places: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        context: Context,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Remember who fills it in."""
        super().__init__(data, initial=dict(initial or {}), auto_id=f"{self.ids}-%s", label_suffix="")
        self.context = context

    def offer(self, name: str, pairs: Iterable[tuple[Any, str | Promise]]) -> None:
        """Set what can be chosen in a field; nothing where this form does not have it."""
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = list(pairs)

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at the fields it is about, and on top what is about none of them."""
        for name, sentence in (refusal.fields or {"": refusal.message}).items():
            # “repeat.until” may have a place of its own; “starts.0” stands at the field that holds all of them.
            known = [part for part in (name, name.split(".")[0]) if self.places.get(part, part) in self.fields]
            place = self.places.get(known[0], known[0]) if known else None
            self.add_error(place, forms.ValidationError(sentence, code=refusal.code))
