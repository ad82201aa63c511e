"""Zones with every kind of clock: half an hour of summer time, quarter-hour offsets, beyond the date line, in Ramadan."""

from __future__ import annotations

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "UTC",
)
