"""What a client file's columns mean, and what its rows say.

The doors: :func:`guess_mapping` proposes, :class:`FieldMapping` is changed by a person and kept as JSON,
:class:`Converter` turns rows into client drafts, :func:`is_known_header` helps to find the header row.
"""

from safelight.exchange.fields.cards import CARD_CODE, card_issue, row_without_cards
from safelight.exchange.fields.convert import Converter, convert_row
from safelight.exchange.fields.guess import guess_mapping, with_date_orders
from safelight.exchange.fields.headers import is_known_header
from safelight.exchange.fields.issues import Converted, Issue
from safelight.exchange.fields.mapping import (
    ColumnMapping,
    FieldMapping,
    MappingError,
    dump_mapping,
    is_single,
    load_targets,
    mapping_of,
)
from safelight.exchange.fields.targets import UnknownTargetError, all_targets, is_target, parse_target, target_words
from safelight.exchange.fields.values.dates import DateOrder, date_order_of

__all__ = [
    "CARD_CODE",
    "ColumnMapping",
    "Converted",
    "Converter",
    "DateOrder",
    "FieldMapping",
    "Issue",
    "MappingError",
    "UnknownTargetError",
    "all_targets",
    "card_issue",
    "convert_row",
    "date_order_of",
    "dump_mapping",
    "guess_mapping",
    "is_known_header",
    "is_single",
    "is_target",
    "load_targets",
    "mapping_of",
    "parse_target",
    "row_without_cards",
    "target_words",
    "with_date_orders",
]
