"""Addresses of the calendar module; included at the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
