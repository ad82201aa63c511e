"""What the payments module needs from a gateway. Company folders under ``integrations`` implement it.

Rules that every gateway keeps, proved by the contract suite (``tests/payments/gateway_contract.py``):

- ``reference`` is ours, at most 32 letters and digits, and the same for every question about one attempt. A question
  that is repeated with its reference moves money once.
- Money moved or not is told by an :class:`Answer` alone. :class:`NoAnswer` means that nobody knows. A bank's *no* is an
  answer, not an exception.
- A notice is a hint: it names an attempt, whose state is then looked up.
- Nobody hands over a card number, a security code or a track, in either direction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol
from uuid import UUID

from safelight.foundation.money import Money
from safelight.payments.rules.attempts import AttemptState

LONGEST_REFERENCE = 32
"""The shortest limit among the gateways (eWAY takes 50, TransIT and Transport less); a UUID in base 32 has 26."""


class Can(StrEnum):
    """What a gateway is able to do; a page offers only that."""

    CHECKOUT = "checkout"
    STORE_CARD = "store_card"
    CHARGE_STORED = "charge_stored"
    AUTHORISE = "authorise"
    VOID = "void"
    REFUND = "refund"
    PART_REFUND = "part_refund"
    PART_APPROVAL = "part_approval"
    NOTICES = "notices"
    TERMINAL = "terminal"


class GatewayError(Exception):
    """A question to a gateway got no answer about money; the message is a sentence for people, without secrets."""


class NoAnswer(GatewayError):
    """The question was sent, or may have been, and no answer came: the attempt becomes *unknown*."""


class NotReached(GatewayError):
    """The question certainly never left this machine (no connection, no credentials): no money moved."""


class NoticeRefused(GatewayError):
    """A notice has no valid signature, is too old, or cannot be read. Nothing is believed."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a receipt shows it; ``token`` lets the gateway charge it again and is nothing anywhere else."""

    brand: str
    last4: str
    expires: tuple[int, int] | None = None
    """Year with four digits and month."""
    holder: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays, as far as the gateway's page may show or check it."""

    name: str = ""
    mail: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A page of the gateway on which somebody pays. The gateway sends the browser back to ``return_url``."""

    reference: str
    amount: Money
    description: str
    return_url: str
    cancel_url: str
    notice_url: str = ""
    language: str = "en"
    payer: Payer = field(default_factory=Payer)
    capture: bool = True
    """False only reserves the money."""
    store_card: bool = False
    """The payer agreed that the card may be charged again."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    """Where to send the payer; ``gateway_id`` is the gateway's own name of it."""

    url: str
    gateway_id: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A stored card is charged; ``by`` says whether the payer is present or the studio does it as agreed."""

    reference: str
    amount: Money
    token: str
    description: str
    by: Literal["payer", "studio"] = "studio"
    capture: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """A capture, void or refund of an earlier attempt; it has a reference of its own."""

    reference: str
    amount: Money
    of_reference: str
    of_gateway_id: str


@dataclass(frozen=True, slots=True)
class TerminalSale:
    """A sale on a card terminal of the studio; ``tip`` lets the payer add one on the terminal."""

    reference: str
    amount: Money
    terminal: str
    description: str = ""
    tip: bool = False


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal that the gateway knows; ``key`` is the gateway's name of it."""

    key: str
    label: str
    online: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway says of an attempt.

    ``amount`` is what was approved, which may be less than was asked; ``tip`` is contained in it. ``code`` and
    ``message`` are the gateway's own words, for the studio and never for the payer. ``settled`` says whether the money
    has left the gateway's open batch: before that it is voided, afterwards refunded.
    """

    state: AttemptState
    gateway_id: str = ""
    amount: Money | None = None
    tip: Money | None = None
    fee: Money | None = None
    card: Card | None = None
    code: str = ""
    message: str = ""
    settled: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A gateway's knock: something happened to an attempt. ``event_id`` is the same when it knocks again."""

    event_id: str
    reference: str = ""
    gateway_id: str = ""


class Gateway(Protocol):
    """One company that moves money by card, with one studio's credentials.

    Every method may raise :class:`NoAnswer` or :class:`NotReached`, and nothing else of its own. What a gateway
    cannot do (``can``) raises :class:`NotReached` with a sentence.
    """

    @property
    def key(self) -> str:
        """What settings and rows call it."""

    @property
    def label(self) -> str:
        """What people call it."""

    @property
    def can(self) -> frozenset[Can]:
        """What it is able to do."""

    @property
    def live(self) -> bool:
        """False for the test system, where no money moves."""

    def begin_checkout(self, checkout: Checkout) -> CheckoutPage:
        """Prepare a page on which the payer pays; the same reference gives the same page."""

    def charge(self, charge: Charge) -> Answer:
        """Charge a stored card, or reserve its money."""

    def capture(self, correction: Correction) -> Answer:
        """Take money that an earlier attempt reserved; at most what was reserved."""

    def void(self, correction: Correction) -> Answer:
        """Take back a whole attempt that is not settled yet; declined with code ``settled`` when it is too late."""

    def refund(self, correction: Correction) -> Answer:
        """Give back money of a settled attempt, whole or in part."""

    def look_up(self, reference: str, gateway_id: str = "") -> Answer | None:
        """Tell what became of an attempt by our reference; None when the gateway never heard of it."""

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Read a notice, header names in lower case.

        Raises:
            NoticeRefused: its signature does not hold.
        """

    def terminals(self) -> tuple[Terminal, ...]:
        """List the studio's terminals."""

    def begin_sale(self, sale: TerminalSale) -> Answer:
        """Show a sale on a terminal; usually *pending* until :meth:`look_up` tells more."""

    def cancel_sale(self, sale: TerminalSale) -> Answer:
        """Take a sale off the terminal; *succeeded* when the card had been approved already."""

    def check(self) -> str:
        """Ask the gateway whether it takes our credentials, without money; answers a sentence about the account."""


class Gateways(Protocol):
    """A kind of gateway: makes one from a studio's settings."""

    key: str
    label: str
    countries: frozenset[str]
    """ISO 3166 codes of the countries it works in; empty for all."""
    secrets: Mapping[str, str]
    """Names of the credentials that are stored sealed, with the label of each."""
    choices: Mapping[str, str]
    """Names of the settings that are no secrets, with the label of each."""

    def open(self, studio_id: UUID, settings: Mapping[str, str], *, live: bool) -> Gateway:
        """Return the gateway for a studio.

        Raises:
            NotReached: a setting is missing or cannot be right; the sentence says which.
        """


class GatewayKinds:
    """The gateways that are plugged in (``config/plugs.py``), by key."""

    def __init__(self) -> None:
        """Start without any."""
        self._kinds: dict[str, Gateways] = {}

    def add(self, kind: Gateways) -> None:
        """Plug a kind in; the same key again takes the place of the earlier one."""
        self._kinds[kind.key] = kind

    def all(self) -> tuple[Gateways, ...]:
        """Return the kinds in the order in which they were plugged in."""
        return tuple(self._kinds.values())

    def get(self, key: str) -> Gateways:
        """Return a kind.

        Raises:
            KeyError: there is none of that key.
        """
        return self._kinds[key]


gateways = GatewayKinds()
