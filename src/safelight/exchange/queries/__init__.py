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
from safelight.exchange.queries.mappings import ChooseMapping, MappingCard, list_mappings
from safelight.exchange.queries.remarks import Remark, Remarks, sum_up_import

__all__ = [
    "ChooseImport",
    "ChooseMapping",
    "ImportCard",
    "ImportedRowCard",
    "ListImportedRows",
    "ListImports",
    "MappingCard",
    "Remark",
    "Remarks",
    "get_export",
    "get_import",
    "list_exports",
    "list_import_rows",
    "list_imports",
    "list_mappings",
    "sum_up_import",
]
