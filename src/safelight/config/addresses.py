"""Taking addresses of servers apart, as settings name them."""

from urllib.parse import SplitResult, urlsplit


def split(value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    """Take an address apart and check its scheme, host and port; the sentence never repeats a password."""
    try:
        parts = urlsplit(value)
        complete = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        complete = False
        parts = urlsplit("")
    if not complete:
        sentence = f"this is not a complete address; it should look like {example}."
        raise ValueError(sentence)
    return parts
