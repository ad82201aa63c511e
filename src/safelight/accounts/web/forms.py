"""Forms of signing in and of the own account; each secret is tried under a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import User
from safelight.accounts.rules.limits import CODE, PASSWORD, RESET_MAIL
from safelight.accounts.web.adapter import limited

_PASSWORD_HINT = _("At least 10 characters. A few unrelated words are good and easy to remember.")


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:  # noqa: ANN401 - lazy words, field options
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, **more)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        widget = forms.EmailInput(attrs={"autocomplete": "username webauthn", "autofocus": True})
        self.fields["login"] = forms.EmailField(label=_("Mail address"), widget=widget)
        self.fields["password"] = _password(_("Password"), "current-password")
        self.order_fields(["login", "password"])


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second step: a code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """Check the code under a limit per person and network."""
        counted = limited(CODE, str(self.user.pk))
        code: str = super().clean_code()
        counted.rightful()
        return code


class AgainByCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth ships no types
    """The same, to show once more that it is you."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """Check the code under a limit per person and network."""
        counted = limited(CODE, str(self.user.pk))
        code: str = super().clean_code()
        counted.rightful()
        return code


class AgainByPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password, to show once more that it is you."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), "current-password")


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()


class _Signed:
    """What a browser signed. Made-up answers break the reading of it in many ways; all mean: not accepted."""

    def clean_credential(self) -> Any:  # noqa: ANN401 - the form's own
        """Read the answer."""
        return self._read(getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"]))  # type: ignore[attr-defined]

    def clean(self) -> Any:  # noqa: ANN401 - the form's own
        """Check the answer."""
        return self._read(super().clean)  # type: ignore[misc]

    @staticmethod
    def _read(read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the form reads
        try:
            return read()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise forms.ValidationError(_("The browser's answer could not be read. Try again.")) from None


class PasskeySignInForm(_Signed, LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Signing in with a passkey alone."""


class PasskeyStepForm(_Signed, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey as the second step."""


class AgainByPasskeyForm(_Signed, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey, to show once more that it is you."""


class NewPasskeyForm(_Signed, AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey and what to call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Make every one a passkey that signs in by itself."""
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"), max_length=80, help_text=_("So that you recognise it in the list.")
        )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].max_length = 80


class ResetForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Whose password is to be set anew; answered alike whether or not there is an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Say things in our words."""
        super().__init__(*args, **kwargs)
        widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
        self.fields["email"] = forms.EmailField(label=_("Mail address"), widget=widget)

    def clean_email(self) -> str:
        """Send few mails to one address."""
        limited(RESET_MAIL, self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """The new password after a reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Ask once: a password field can be shown by the browser."""
        super().__init__(*args, **kwargs)
        _ask_once(self)


class ChangeForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Old and new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Ask once: a password field can be shown by the browser."""
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Password until now"), "current-password")
        _ask_once(self)
        self.order_fields(["oldpassword", "password1"])

    def clean_oldpassword(self) -> str:
        """Check the password until now, under the limit of signing in."""
        counted = limited(PASSWORD, self.user.email)
        password: str = super().clean_oldpassword()
        counted.rightful()
        return password


class FirstPasswordForm(SetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """A password for somebody who had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Ask once: a password field can be shown by the browser."""
        super().__init__(*args, **kwargs)
        _ask_once(self)


class ProfileForm(forms.Form):
    """How a person is called, and in which language they read."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser says")), *settings.LANGUAGES]
    )


class EmailForm(forms.Form):
    """Another mail address to sign in with."""

    email = forms.EmailField(
        label=_("New mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Remember whose it is."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        """Refuse the address they have already."""
        email = str(self.cleaned_data["email"]).lower()
        if email == self.person.email:
            raise forms.ValidationError(_("This is the address you sign in with now."))
        # A mail goes to whatever address is written here.
        limited(RESET_MAIL, email)
        return email


def _code_field() -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True, "spellcheck": "false"}
    return forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(attrs=attrs))


def _ask_once(form: forms.Form) -> None:
    user = form.fields["password1"].user  # type: ignore[attr-defined]  # allauth's field knows whose password it is
    label, hint = _("New password"), _PASSWORD_HINT
    form.fields["password1"].label, form.fields["password1"].help_text = label, hint
    form.fields["password1"].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    form.fields["password1"].user = user  # type: ignore[attr-defined]
    # allauth compares two entries; browsers show what is typed, so one is asked and stands for both.
    del form.fields["password2"]
