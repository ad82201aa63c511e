"""What each action leaves behind: row, journal line, refusals."""
