"""The complete archive of a studio: JSON lines, files and a manifest with a hash for everything."""
