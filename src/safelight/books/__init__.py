"""The append-only double-entry ledger and its locks."""
