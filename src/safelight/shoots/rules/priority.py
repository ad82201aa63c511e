"""How much a task presses."""

from enum import IntEnum


class Priority(IntEnum):
    """Lower comes first."""

    URGENT = 1
    HIGH = 2
    NORMAL = 3
    LOW = 4
