"""How the studio's messages leave: its own settings over what is known of it anyway."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from safelight.accounts.models import Location
from safelight.foundation.actions import Context, Empty, Frozen, StudioFacts, query
from safelight.messaging.models import SenderSettings
from safelight.messaging.rules.defaults import signature


class SenderCard(Frozen):
    """How messages of the studio leave. Empty fields were left to what stands in the ``effective_`` ones.

    ``from_address`` counts once ``from_confirmed_at`` is set; until then mail goes from ``effective_from``, the
    installation's own address. ``version`` goes back with a change.
    """

    sender_name: str = ""
    reply_to: str = ""
    from_address: str = ""
    from_confirmed_at: datetime | None = None
    copy_to: str = ""
    language: str = ""
    signature: str = ""
    foot: str = ""
    websites: tuple[str, ...] = ()
    version: int = 0
    effective_name: str
    effective_from: str
    effective_language: str
    effective_foot: str
    hosts: tuple[str, ...]
    phone: str = ""
    address: str = ""

    def signature_in(self, language: str) -> str:
        """Return the text under a message: the studio's own, else the one that comes with the program."""
        return self.signature or signature(language)


@query("messaging.sender", permission="messaging.view", door="GET /messaging/sender")
def get_sender(context: Context, data: Empty) -> SenderCard:  # noqa: ARG001 - there is nothing to choose
    """Show how the studio's messages leave: sender, answers, signature, foot, websites they may link to."""
    return sender_of(context.studio)


def sender_of(studio: StudioFacts) -> SenderCard:
    """Return how messages of the studio in scope leave (two queries)."""
    row = SenderSettings.objects.first() or SenderSettings(version=0)
    place = Location.objects.filter(archived_at=None).order_by("id").first()
    lines = [place.street, " ".join(part for part in (place.postal_code, place.city) if part)] if place else []
    address = ", ".join(line for line in lines if line)
    phone = place.phone if place else ""
    foot = "\n".join(part for part in (studio.name, address, phone) if part)
    confirmed = row.from_address if row.from_confirmed_at is not None else ""
    return SenderCard(
        sender_name=row.sender_name,
        reply_to=row.reply_to,
        from_address=row.from_address,
        from_confirmed_at=row.from_confirmed_at,
        copy_to=row.copy_to,
        language=row.language,
        signature=row.signature,
        foot=row.foot,
        websites=tuple(row.websites),
        version=row.version,
        effective_name=row.sender_name or studio.name,
        effective_from=confirmed or installation_address(),
        effective_language=row.language or studio.languages[0],
        effective_foot=row.foot or foot,
        hosts=own_hosts(tuple(row.websites)),
        phone=phone,
        address=address,
    )


def installation_address() -> str:
    """Return the mail address of this installation, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def own_hosts(websites: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the hosts that messages may link to: the installation's own (with its port where it has one), the studio's."""
    place = urlsplit(settings.PUBLIC_URL)
    own = (place.hostname or "localhost").lower()
    return (f"{own}:{place.port}" if place.port else own, *websites)
