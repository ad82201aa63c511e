"""Pure decisions of the calendar: no database, no clock."""
