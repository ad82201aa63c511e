"""Programs for those who build Safelight; they are not installed."""
