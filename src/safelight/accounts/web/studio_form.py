"""The five questions about a new studio, and the person who asks for it."""

from __future__ import annotations

from typing import Any

from babel.core import Locale
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safelight.accounts.actions.create_studio import NewStudio
from safelight.accounts.models import User
from safelight.accounts.rules import countries
from safelight.foundation import clock

TAX_HABITS = (
    ("included", _("Prices include tax")),
    ("added", _("Tax is added to prices")),
    ("none", _("We charge no tax")),
)
PHOTOGRAPHY = (
    ("portrait", _("Portraits")),
    ("newborn", _("Newborns and babies")),
    ("family", _("Families")),
    ("wedding", _("Weddings")),
    ("school", _("Schools")),
    ("sports", _("Sports and clubs")),
    ("commercial", _("Commercial")),
    ("mixed", _("A bit of everything")),
)


def country_choices() -> list[tuple[str, str]]:
    """Return every country with its name in the reader's language, in the order of the names."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    found = [(code, str(name)) for code, name in names.items() if countries.is_country(code)]
    return sorted(found, key=lambda pair: pair[1].casefold())


def currency_choices() -> list[tuple[str, str]]:
    """Return every currency in use with its name in the reader's language."""
    names = Locale.parse(get_language() or "en", sep="-").currencies
    return [(code, f"{code} · {names[code]}" if code in names else code) for code in countries.currencies()]


def zone_choices() -> list[tuple[str, str]]:
    """Return every time zone a studio may choose."""
    return [(name, name.replace("_", " ")) for name in clock.zone_names()]


class StudioForm(forms.Form):
    """Five questions; currency, zone and tax habit follow from the country until somebody says otherwise."""

    studio = forms.CharField(
        label=_("Name of the studio"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("As clients know it. It can be changed later."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    tax_habit = forms.ChoiceField(label=_("Tax"), choices=TAX_HABITS, widget=forms.RadioSelect)
    photography = forms.ChoiceField(label=_("What do you photograph most?"), choices=PHOTOGRAPHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Ask the server for the answers that follow from a country as soon as one is chosen."""
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.attrs["autocomplete"] = "country"

    def new_studio(self) -> NewStudio:
        """Return the answers, once the form is valid."""
        answers = self.cleaned_data
        return NewStudio(
            name=answers["studio"],
            country=answers["country"],
            currency=answers["currency"],
            zone=answers["zone"],
            tax_habit=answers["tax_habit"],
            photography=answers["photography"],
        )


def implied(country: str) -> dict[str, str]:
    """Return the answers that a country implies, for the fields of the form."""
    if not countries.is_country(country):
        country = "US"
    return {
        "country": country,
        "currency": countries.currency_of(country),
        "zone": countries.zone_of(country),
        "tax_habit": countries.tax_habit_of(country),
    }


class PersonForm(forms.Form):
    """Who signs up: name, mail address, password."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True})
    )
    email = forms.EmailField(
        label=_("Mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A few unrelated words are good and easy to remember."),
    )

    def clean_email(self) -> str:
        """Compare mail addresses without regard to case."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easily guessed."""
        answers = super().clean() or {}
        if "password" in answers:
            person = User(email=answers.get("email", ""), name=answers.get("name", ""))
            try:
                password_validation.validate_password(answers["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return answers


class SignUpForm(PersonForm, StudioForm):
    """Person and studio on one page."""

    field_order = ("name", "email", "password", "studio", "country", "currency", "zone", "tax_habit", "photography")
