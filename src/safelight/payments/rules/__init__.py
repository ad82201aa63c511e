"""Pure decisions of the payments module: no Django, no database, no clock."""
