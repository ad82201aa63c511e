"""Rows of the exchange: imports with what became of each row, and mappings kept as templates."""

from safelight.exchange.models.imports import ImportBatch, ImportedRow, ImportFile, MappingTemplate

__all__ = ["ImportBatch", "ImportFile", "ImportedRow", "MappingTemplate"]
