"""Client files on their way in."""
