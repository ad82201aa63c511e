"""Writing Excel workbooks: one protocol, a fast writer and a portable one."""

from safelight.exchange.out.workbook.protocol import Sheet, WorkbookWriter, best_writer

__all__ = ["Sheet", "WorkbookWriter", "best_writer"]
