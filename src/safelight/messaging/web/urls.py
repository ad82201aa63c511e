"""Addresses of the messaging module; included at the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
