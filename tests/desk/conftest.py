"""The desk is looked at by the people of the clients' pages."""

from tests.clients.web.conftest import as_ana, as_bo, as_bookkeeper, as_dana, made

__all__ = ["as_ana", "as_bo", "as_bookkeeper", "as_dana", "made"]
