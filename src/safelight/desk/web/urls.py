"""Addresses of the desk; included at the root."""

from django.urls import path

from safelight.desk.web import today

urlpatterns = [
    path("", today.today, name="today"),
    path("today/duplicates/", today.today_duplicates, name="today_duplicates"),
]
