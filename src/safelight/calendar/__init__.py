"""Resources, availability, appointments, holds."""
