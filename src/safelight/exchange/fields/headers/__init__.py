"""Recognition of column headers: the programs people come from, and what columns are called in seven languages."""

from safelight.exchange.fields.headers.recognise import detect_program, header_languages, is_known_header, meaning_of

__all__ = ["detect_program", "header_languages", "is_known_header", "meaning_of"]
