"""Pure decisions of the sales module: no Django, no database, no clock."""
