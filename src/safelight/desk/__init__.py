"""The front door of the staff: today, and pages that show several modules. It only looks."""
