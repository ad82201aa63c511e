"""The words that occur in a studio's client names, so that a mistyped one can be put right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from safelight.foundation.tenancy import StudioRow


class NameWord(StudioRow):
    """One folded word and how it sounds; a word whose last client went stays harmless."""

    word = models.TextField(db_collation="C")
    sound = models.TextField(db_collation="C")

    class Meta:
        """Each word once; found by sound."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "word"], name="name_word_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["studio_id", "sound"], name="name_word_sound")]
