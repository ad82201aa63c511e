"""Forms of signing in."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Mail address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Mail address")
        login.widget = forms.EmailInput(attrs={"autocomplete": "username webauthn", "autofocus": True})
        password.label = _("Password")
        password.help_text = ""
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
