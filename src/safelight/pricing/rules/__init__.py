"""The price engine and what it is asked with: pure, exact, no database and no clock."""
