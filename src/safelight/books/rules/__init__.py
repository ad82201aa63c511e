"""Pure decisions of the ledger: no Django, no database, no clock."""
