"""Who looks at the page, told to the page furniture."""

from __future__ import annotations

from django.http import HttpRequest

from safelight.foundation.web.access import maybe_context
from safelight.foundation.web.navigation import Visitor


def visitor_of(request: HttpRequest) -> Visitor:
    """Return the person, their studio and what they may do there."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Visitor()
    context = maybe_context(request)
    if context is None:
        return Visitor(signed_in=True, name=user.display_name, mail=user.email, key=str(user.pk))
    return Visitor(
        signed_in=True,
        name=context.actor.label,
        mail=user.email,
        studio=context.studio.name,
        key=f"{user.pk}:{context.studio.id}",
        demo=bool(getattr(getattr(request, "standing", None), "is_demo", False)),
        may=context.actor.may,
    )
