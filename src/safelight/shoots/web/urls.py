"""Addresses of the shoots module; included at the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
