"""Settings, root addresses, launcher, command line: the only place that knows every module."""
