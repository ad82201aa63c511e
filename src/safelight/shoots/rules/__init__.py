"""Pure decisions of the shoots module: no Django, no database, no clock."""
