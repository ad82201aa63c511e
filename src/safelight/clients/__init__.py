"""People, families, organizations and leads."""
