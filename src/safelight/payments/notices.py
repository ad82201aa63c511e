"""Notices of gateways: believed when their signature holds, and then only as a hint to look an attempt up."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import Q

from safelight.foundation import clock
from safelight.foundation.ids import new_id
from safelight.foundation.jobs import defer
from safelight.foundation.tenancy import studio_scope
from safelight.payments.asking import gateway_of
from safelight.payments.jobs import look_after_notice
from safelight.payments.models import Attempt, GatewayAccount, NoticeSeen
from safelight.payments.ports import Notice, NoticeRefused, NotReached

log = logging.getLogger("safelight.payments")
LARGEST: Final = 256 * 1024
"""Bytes of a notice that are read; gateways send a few kilobytes."""


def take_notice(studio_id: UUID, account: UUID | str, headers: Mapping[str, str], body: bytes) -> bool:
    """Take a notice for a gateway account, named by its id or by its gateway; False when it is not believed.

    The same notice again does nothing. What it says of money is not read at all: the attempt is looked up by a job.
    """
    with studio_scope(studio_id):
        named = Q(gateway=account) if isinstance(account, str) else Q(id=account)
        for found in GatewayAccount.objects.filter(named, archived_at=None).order_by("order"):
            try:
                notice = gateway_of(found).read_notice(headers, body)
            except (NoticeRefused, NotReached):
                log.warning("notice refused", extra={"account": str(found.id)})
                continue
            _take(studio_id, found, notice)
            return True
    return False


def _take(studio_id: UUID, account: GatewayAccount, notice: Notice) -> None:
    seen = NoticeSeen(
        id=new_id(),
        studio_id=studio_id,
        account=account,
        event=notice.event_id[:200],
        reference=(notice.reference or notice.gateway_id)[:120],
        at=clock.now(),
    )
    # Two deliveries of one notice at the same moment: one row, one look.
    made = NoticeSeen.objects.bulk_create([seen], ignore_conflicts=True)
    if not made or not NoticeSeen.objects.filter(id=seen.id).exists():
        return
    wanted = Q(reference=notice.reference) if notice.reference else Q(gateway_id=notice.gateway_id)
    attempt = Attempt.objects.filter(wanted, account=account).first()
    if attempt is not None:
        defer(look_after_notice, studio_id, attempt=str(attempt.id))
