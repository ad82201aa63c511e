"""Ends at once with an error."""

import sys

if __name__ == "__main__":
    sys.exit("the stand-in is broken on purpose")
