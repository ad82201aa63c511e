"""Every read of the exchange."""

from safelight.exchange.queries.exports import get_export, list_exports
from safelight.exchange.queries.imports import (
    ChooseImport,
    ImportCard,
    ImportedRowCard,
    ListImportedRows,
    ListImports,
    get_import,
    list_import_rows,
    list_imports,
)

__all__ = [
    "ChooseImport",
    "ImportCard",
    "ImportedRowCard",
    "ListImportedRows",
    "ListImports",
    "get_export",
    "get_import",
    "list_exports",
    "list_import_rows",
    "list_imports",
]
