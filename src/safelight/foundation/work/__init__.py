"""Long work that a person watches: counts, cancel, outcome; still there after a reload."""

from safelight.foundation.work.progress import Cancelled, Progress, begin, mine, queue_work, seen

__all__ = ["Cancelled", "Progress", "begin", "mine", "queue_work", "seen"]
