"""The roles, grants and extensions Safelight needs from PostgreSQL.

`safelight_owner` owns the tables and runs migrations. `safelight_app` serves requests: it owns nothing and cannot pass
row-level security. `safelight_search` cannot sign in; it owns the few functions that look over all studios.
"""

from typing import LiteralString

OWNER = "safelight_owner"
APP = "safelight_app"
SEARCH = "safelight_search"
DATABASE = "safelight"

EXTENSIONS: tuple[LiteralString, ...] = (
    "btree_gist",
    "btree_gin",
    "pg_trgm",
    "unaccent",
    "citext",
    "fuzzystrmatch",
)

OLDEST_SERVER = 150000
"""`server_version_num` of PostgreSQL 15, the first with a `public` schema nobody else may write to."""
