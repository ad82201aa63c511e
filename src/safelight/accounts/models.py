"""Who there is: studios, the people who may enter them, and what their role lets them do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import StudioRow


class UserManager(BaseUserManager["User"]):
    """Makes people; mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401
        """Create a person who signs in with a mail address."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by mail address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in; one person may work in several studios."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        """Return the id; a mail address would end up in logs."""
        return str(self.id)

    @property
    def display_name(self) -> str:
        """The name others see."""
        return self.name or self.email.split("@", 1)[0]


class Studio(models.Model):
    """The tenant: one business. Readable in its own scope and by the people who belong to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=60)
    languages = models.JSONField(default=list)
    tax_habit = models.CharField(max_length=20)
    photography = models.CharField(max_length=20)
    seats = models.PositiveIntegerField(null=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Role(StudioRow):
    """A named set of permissions. Built-in roles read theirs from the matrix; own roles keep a list."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    built_in = models.BooleanField(default=False)
    permissions = models.JSONField(default=list)

    class Meta:
        """One role per key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "key"], name="role_one_per_key"),
        ]


class Location(StudioRow):
    """A place of the studio."""

    name = models.CharField(max_length=120)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    archived_at = models.DateTimeField(null=True)


class Membership(StudioRow):
    """A person's place in a studio."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        """A person belongs to a studio once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "user"], name="membership_once"),
        ]


class ApiKey(StudioRow):
    """A key with which a program acts in the studio. The secret itself is shown once and never kept."""

    name = models.CharField(max_length=80)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    scopes = models.JSONField(default=list)
    secret_hash = models.BinaryField(max_length=32)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Found by the hash of its secret."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "secret_hash"], name="apikey_one_per_secret"),
        ]


class Invitation(StudioRow):
    """A mail that lets somebody join the studio, once, within a week."""

    email = models.EmailField(max_length=254)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    secret_hash = models.BinaryField(max_length=32)
    invited_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """A person is invited once at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["studio_id", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_mail",
            ),
            models.UniqueConstraint(fields=["studio_id", "secret_hash"], name="invitation_one_per_secret"),
        ]


class Seat(StudioRow):
    """A place at which one browser works. Times are the database's own clock, never this machine's.

    There are never more rows with a lower number than the studio has seats, so more people than seats cannot be
    at work: whoever wants in needs a row that is free or whose holder has fallen silent.
    """

    number = models.PositiveIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    device = models.UUIDField(null=True)
    label = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """One row per number, one seat per device."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["studio_id", "number"], name="seat_one_per_number"),
            models.UniqueConstraint(fields=["studio_id", "device"], name="seat_one_per_device"),
        ]


class GuessTally(models.Model):
    """How often a secret was tried from a network: belongs to the installation; the key is a keyed hash."""

    key = models.CharField(primary_key=True, max_length=64)
    tries = models.PositiveIntegerField()
    since = models.DateTimeField()
    free_at = models.DateTimeField()
