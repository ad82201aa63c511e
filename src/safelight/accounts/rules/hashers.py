"""How passwords are hashed."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash fills 19 MiB and one core: a storm of sign-ins waits here instead of filling the machine's memory.
_AT_ONCE = threading.BoundedSemaphore(4)


class StudioArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the floor OWASP's password storage sheet names."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash a password; four at once in a process, the others wait."""
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Compare a password with its hash; four at once in a process, the others wait."""
        with _AT_ONCE:
            return super().verify(password, encoded)
