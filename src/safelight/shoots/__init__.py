"""The photographic sessions, their types, workflow and tasks."""
