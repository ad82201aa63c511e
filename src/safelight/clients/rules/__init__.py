"""Pure decisions about clients: no Django, no database, no clock."""
