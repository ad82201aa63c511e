"""Every write of the exchange, one matter per file."""

from safelight.exchange.actions.carry_out_import import (
    CarryOut,
    Imported,
    ImportFileHere,
    carry_out_import,
    import_file,
)
from safelight.exchange.actions.export import collect_export, export_everything, finish_export, stop_export
from safelight.exchange.actions.imports import (
    AddImport,
    ChangeImport,
    KeepTemplate,
    UploadImport,
    add_import,
    change_import,
    drop_import,
    keep_mapping,
    run_import,
    stop_import,
    try_import,
    upload_import,
)
from safelight.exchange.actions.mappings import RenameMapping, drop_mapping, rename_mapping, restore_mapping
from safelight.exchange.actions.undo_import import undo_import

__all__ = [
    "AddImport",
    "CarryOut",
    "ChangeImport",
    "ImportFileHere",
    "Imported",
    "KeepTemplate",
    "RenameMapping",
    "UploadImport",
    "add_import",
    "carry_out_import",
    "change_import",
    "collect_export",
    "drop_import",
    "drop_mapping",
    "export_everything",
    "finish_export",
    "import_file",
    "keep_mapping",
    "rename_mapping",
    "restore_mapping",
    "run_import",
    "stop_export",
    "stop_import",
    "try_import",
    "undo_import",
    "upload_import",
]
