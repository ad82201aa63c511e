"""The keeper of bearer keys: who calls, and when a key was used last."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from safelight.accounts.models import ApiKey
from safelight.accounts.queries.keys import context_of_bearer
from safelight.foundation.actions import Context
from safelight.foundation.callers import UnknownCaller
from safelight.foundation.tenancy import studio_scope

NOTE_USE_EVERY = timedelta(minutes=1)


class KeyRing:
    """Who acts with a bearer key, for the doors for programs (:class:`foundation.callers.Callers`)."""

    def of_bearer(self, token: str, request_id: str) -> Context:
        """Return who acts with this key; see :class:`foundation.callers.Callers`."""
        found = context_of_bearer(token, request_id)
        if found is None or found.actor.id is None:
            message = "This key opens nothing. Make one under Studio › API keys, or with “safelight token create”."
            raise UnknownCaller(message)
        with studio_scope(found.studio.id):
            stale = Q(last_used_at=None) | Q(last_used_at__lt=found.now - NOTE_USE_EVERY)
            ApiKey.objects.filter(stale, id=found.actor.id).update(last_used_at=found.now)
        return found
