"""Client files on their way in: understood, tried out, run whole or not at all, undone."""
