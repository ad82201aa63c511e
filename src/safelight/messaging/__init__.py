"""Messages to clients: templates, the outbox, what was sent."""
