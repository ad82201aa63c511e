"""Addresses of the accounts module; included at the root."""

from django.urls import path

from safelight.accounts.web import seats, sign_in, studios

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-up/", studios.sign_up, name="account_signup"),
    path("sign-up/country/", studios.from_country, name="sign_up_country"),
    path("studio/new/", studios.new, name="studio_new"),
    path("studio/choice/<uuid:studio_id>/", studios.choose, name="studio_choice"),
    path("seat/", seats.seat, name="seat"),
    path("seat/waiting/", seats.waiting, name="seat_waiting"),
    path("seat/beat/", seats.seat_beat, name="seat_beat"),
    path("seat/<uuid:seat_id>/request/", seats.ask, name="seat_ask"),
    path("seat/<uuid:seat_id>/end/", seats.free, name="seat_free"),
]
