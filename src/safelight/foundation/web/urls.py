"""Addresses of the page furniture; included at the root."""

from django.urls import path

from safelight.foundation.web.design import design, design_form, design_panel, design_progress, design_rows
from safelight.foundation.web.health import alive, ready
from safelight.foundation.web.palette import palette
from safelight.foundation.web.session import session_probe
from safelight.foundation.web.theme import choose_theme

urlpatterns = [
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
    path("palette/", palette, name="palette"),
    path("theme/", choose_theme, name="choose_theme"),
    path("session/", session_probe, name="session_probe"),
    path("design/", design, name="design"),
    path("design/panel/", design_panel, name="design_panel"),
    path("design/rows/", design_rows, name="design_rows"),
    path("design/form/", design_form, name="design_form"),
    path("design/progress/", design_progress, name="design_progress"),
]
