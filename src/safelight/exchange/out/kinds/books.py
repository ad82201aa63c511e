"""What leaves of the books module."""

from safelight.books import models
from safelight.exchange.out.record_kinds import RecordKind, export, leave_out

export(
    RecordKind(
        name="accounts-of-the-ledger",
        model=models.Account,
        sheet="Accounts",
        label="name",
        digits=frozenset({"code"}),
        born_with_studio=True,
    )
)
export(
    RecordKind(
        name="entries",
        model=models.Entry,
        sheet="Entries",
        label=("memo", "kind"),
        headers={"made_at": "When", "made_by": "Who", "line_count": "Lines"},
    )
)
export(RecordKind(name="entry-numbers", model=models.EntryNumber, sheet="Entry numbers"))
export(RecordKind(name="lines", model=models.Line, sheet="Lines"))
export(RecordKind(name="postings", model=models.Posting, sheet="Postings", headers={"at": "When", "by": "Who"}))
leave_out(models.DayTotal, "Sums of the lines, which the database adds up again when an archive is read.")
