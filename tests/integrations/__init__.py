"""Tests of the adapters to outside companies."""
