"""What everything has that a studio defines and names."""

from __future__ import annotations

from django.db import models

from safelight.foundation.tenancy import StudioRow


class Named(StudioRow):
    """Something with a name that is given once; ``key`` is the folded name."""

    name = models.TextField()
    key = models.TextField(db_collation="C")
    color = models.CharField(max_length=20, blank=True)
    order = models.SmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True
