"""Addresses of the sales module; included at the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
