"""Notices of gateways: believed when their signature holds, and then only as a hint to look an attempt up."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import Q

from safelight.foundation.actions import run
from safelight.foundation.jobs.register import system_context
from safelight.foundation.tenancy import studio_scope
from safelight.payments.actions.looking import NoticeHeard, note_notice
from safelight.payments.asking import gateway_of
from safelight.payments.models import GatewayAccount
from safelight.payments.ports import NoticeRefused, NotReached

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
            heard = NoticeHeard(
                account_id=found.id,
                event=notice.event_id[:200],
                reference=notice.reference[:32],
                gateway_id=notice.gateway_id[:120],
            )
            run(note_notice, system_context(studio_id, f"gateway {found.gateway}"), heard)
            return True
    return False
