"""Which outside companies are plugged in: one line each."""

from __future__ import annotations

COMPANIES = ("safelight.integrations.test_gateway",)
"""Applications that plug themselves into a port when Django starts."""
COMPANY_URLS = ("safelight.integrations.test_gateway.web.urls",)
"""Addresses that companies need."""
