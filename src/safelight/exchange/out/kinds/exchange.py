"""What leaves of the exchange itself: which files were brought in, and what became of each row."""

from safelight.exchange.models import ImportBatch, ImportedRow, ImportFile, MappingTemplate
from safelight.exchange.out.record_kinds import RecordKind, export, leave_out

export(
    RecordKind(
        name="imports",
        model=ImportBatch,
        sheet="Imports",
        label="filename",
        # The progress bar of the run stays on the installation where it was watched.
        computed=frozenset({"work"}),
        headers={"created_by": "Who", "created_at": "When"},
    )
)
export(RecordKind(name="imported-rows", model=ImportedRow, sheet="Imported rows"))
export(RecordKind(name="mapping-templates", model=MappingTemplate, sheet="Mapping templates"))

leave_out(
    ImportFile,
    "The uploaded bytes of an import that has not run yet, encrypted with this installation's key and gone within a week.",
)
