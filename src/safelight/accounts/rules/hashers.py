"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class StudioArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the floor OWASP's password storage sheet names."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
