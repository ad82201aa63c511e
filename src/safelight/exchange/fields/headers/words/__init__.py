"""What columns are called in seven languages: one file a language, ``{target: "header|header"}``."""
