"""Showing at a form's fields what an action refused."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from safelight.foundation.actions import ActionError


def show(form: forms.Form, refusal: ActionError, names: Mapping[str, str] | None = None) -> None:
    """Put each sentence at its field; ``names`` translates the action's field names into the form's."""
    shown = False
    for path, sentence in refusal.fields.items():
        field = (names or {}).get(path, path.split(".")[0])
        if field in form.fields:
            form.add_error(field, sentence)
            shown = True
    if not shown:
        form.add_error(None, refusal.message)
