"""The one address of the protocol."""

from __future__ import annotations

from django.urls import path

from safelight.assistant.web.views import mcp

urlpatterns = [path("mcp", mcp, name="mcp"), path("mcp/", mcp)]
