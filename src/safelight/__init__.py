"""Safelight runs a professional photography studio."""
