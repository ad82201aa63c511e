"""The studio's accounts with card gateways; credentials are sealed and never shown again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.sealing import seal, unseal
from safelight.payments.models import GatewayAccount
from safelight.payments.ports import Gateways, NotReached, gateways
from safelight.payments.queries.attempts import AccountCard, account_card

_PURPOSE: Final = "payments gateway "
SEALED: Final = "sealed"
TEST: Final = "test"


class AddAccount(Frozen):
    """An account: which gateway, its name on screen, and its settings; ``live`` moves real money."""

    gateway: str = Field(min_length=1, max_length=30)
    name: str = Field(min_length=1, max_length=60)
    live: bool = False
    settings: dict[str, str] = Field(default_factory=dict, max_length=30)
    secrets: dict[str, str] = Field(default_factory=dict, max_length=30)


class ChangeAccount(Frozen):
    """What changes about an account; secrets that are left out stay. ``live`` never changes: make another account."""

    account_id: UUID
    name: str | None = Field(default=None, min_length=1, max_length=60)
    settings: dict[str, str] | None = Field(default=None, max_length=30)
    secrets: dict[str, str] = Field(default_factory=dict, max_length=30)
    archived: bool | None = None


@action("payments.add_gateway_account", permission="payments.manage", door="POST /payments/gateway_accounts")
def add_account(context: Context, data: AddAccount) -> AccountCard:
    """Add an account with a card gateway. Test and live accounts are kept apart for good."""
    kind = _kind(data.gateway)
    if GatewayAccount.objects.filter(name=data.name, archived_at=None).exists():
        message = f"There is a gateway account called “{data.name}” already."
        raise Conflict(message, fields={"name": message})
    account = GatewayAccount(
        studio_id=context.studio.id,
        gateway=kind.key,
        name=data.name,
        live=data.live,
        settings=_known(data.settings, kind.choices, "settings"),
        order=GatewayAccount.objects.count(),
        made_at=context.now,
    )
    _set_secrets(account, _known(data.secrets, kind.secrets, "secrets"))
    _check_opens(kind, account)
    account.save(force_insert=True)
    context.subject("gateway_account", account.id, f"The card gateway “{account.name}” was added")
    return account_card(account)


@action(
    "payments.change_gateway_account",
    permission="payments.manage",
    door="PATCH /payments/gateway_accounts/{account_id}",
)
def change_account(context: Context, data: ChangeAccount) -> AccountCard:
    """Change an account with a card gateway, put it out of use or back into use."""
    account = GatewayAccount.objects.select_for_update(no_key=True).filter(id=data.account_id).first()
    if account is None:
        what = "gateway account"
        raise NotFound(what)
    kind = _kind(account.gateway)
    names = account.settings.get(SEALED, [])
    if data.name is not None:
        account.name = data.name
    if data.settings is not None:
        account.settings = {**_known(data.settings, kind.choices, "settings"), SEALED: names}
    if data.secrets:
        _set_secrets(account, {**secrets_of(account), **_known(data.secrets, kind.secrets, "secrets")})
    if data.archived is not None:
        account.archived_at = context.now if data.archived else None
    _check_opens(kind, account)
    account.save()
    context.subject("gateway_account", account.id, f"The card gateway “{account.name}” was changed")
    context.changed({"secrets": sorted(data.secrets)} if data.secrets else {})
    return account_card(account)


def test_account(context: Context) -> GatewayAccount:
    """Return the studio's account with the test gateway, made on first use in a studio without any gateway.

    Raises:
        NotFound: the studio has gateways of its own, and so takes no play money unasked.
    """
    found = GatewayAccount.objects.filter(archived_at=None).order_by("-live", "order").first()
    if found is not None:
        return found
    account = GatewayAccount(
        studio_id=context.studio.id, gateway=TEST, name="Test gateway", live=False, made_at=context.now
    )
    account.save(force_insert=True)
    return account


test_account.__test__ = False  # type: ignore[attr-defined]  # pytest takes the name for a test's


def secrets_of(account: GatewayAccount) -> dict[str, str]:
    """Return the credentials of an account in the clear; for asking its gateway and for nothing else."""
    if account.secrets is None:
        return {}
    opened = json.loads(unseal(bytes(account.secrets), f"{_PURPOSE}{account.studio_id}"))
    return {str(name): str(value) for name, value in opened.items()}


def _set_secrets(account: GatewayAccount, secrets: Mapping[str, str]) -> None:
    kept = {name: value for name, value in secrets.items() if value}
    account.secrets = seal(json.dumps(kept).encode(), f"{_PURPOSE}{account.studio_id}") if kept else None
    account.settings = {**account.settings, SEALED: sorted(kept)}


def _kind(key: str) -> Gateways:
    try:
        return gateways.get(key)
    except KeyError as error:
        message = f"There is no gateway “{key}”. There are: {', '.join(kind.key for kind in gateways.all())}."
        raise InvalidInput(message, fields={"gateway": message}) from error


def _known(values: Mapping[str, str], known: Mapping[str, str], path: str) -> dict[str, str]:
    for name in values:
        if name not in known:
            message = f"This gateway has no “{name}”. It has: {', '.join(known) or 'nothing to set'}."
            raise InvalidInput(message, fields={f"{path}.{name}": message})
    return dict(values)


def _check_opens(kind: Gateways, account: GatewayAccount) -> None:
    settings = {name: value for name, value in account.settings.items() if name != SEALED}
    try:
        kind.open(account.studio_id, {**settings, **secrets_of(account)}, live=account.live)
    except NotReached as error:
        raise InvalidInput(str(error), fields={"settings": str(error)}) from error
