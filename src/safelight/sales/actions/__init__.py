"""Every write of the sales module, one verb per file."""

from safelight.sales.actions.credits import keep_credit, pay_back_credit, unkeep_credit, unpay_back, use_credit
from safelight.sales.actions.retainers import (
    hold_retainer,
    return_retainer,
    unhold_retainer,
    unreturn_retainer,
    use_retainer,
)
from safelight.sales.actions.settle import settle, unsettle
from safelight.sales.actions.use_gift_card import use_gift_card
from safelight.sales.rules.moves import (
    CreditKept,
    HoldRetainer,
    KeepCredit,
    PaidBack,
    PayBack,
    RetainerMoved,
    ReturnRetainer,
    Settle,
    Settled,
    UseCredit,
    UseGiftCard,
    UseRetainer,
)

__all__ = [
    "CreditKept",
    "HoldRetainer",
    "KeepCredit",
    "PaidBack",
    "PayBack",
    "RetainerMoved",
    "ReturnRetainer",
    "Settle",
    "Settled",
    "UseCredit",
    "UseGiftCard",
    "UseRetainer",
    "hold_retainer",
    "keep_credit",
    "pay_back_credit",
    "return_retainer",
    "settle",
    "unhold_retainer",
    "unkeep_credit",
    "unpay_back",
    "unreturn_retainer",
    "unsettle",
    "use_credit",
    "use_gift_card",
    "use_retainer",
]
