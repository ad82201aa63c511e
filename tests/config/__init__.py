"""The launcher, the settings and the command line."""
