"""`python -m safelight.config.cli` is the same as `safelight`."""

from safelight.config.cli import main

if __name__ == "__main__":
    main()
