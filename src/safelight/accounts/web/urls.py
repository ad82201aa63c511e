"""Addresses of the accounts module; included at the root."""

from django.urls import path

from safelight.accounts.web import sign_in, studios

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-up/", studios.sign_up, name="account_signup"),
    path("sign-up/country/", studios.from_country, name="sign_up_country"),
    path("studio/new/", studios.new, name="studio_new"),
    path("studio/choice/<uuid:studio_id>/", studios.choose, name="studio_choice"),
]
