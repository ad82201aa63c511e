"""Reads collections of vCards (2.1, 3.0, 4.0) as the same table every other file becomes."""

from safelight.exchange.tables.vcard.cards import VcardFile

__all__ = ["VcardFile"]
