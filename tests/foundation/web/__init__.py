"""The page furniture: what every page stands on."""
