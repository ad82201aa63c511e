"""Setting documents with typst: plain data in, a tagged PDF out. The same data always gives the same bytes."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

PLACE: Final = Path(__file__).parent / "typst"
# Tagged for people who listen to a document (ISO 14289-1). A letter that no font on this machine has would make typst
# refuse that promise, so such a document is tagged without it.
_STANDARD: Final = "ua-1"
_lock = threading.Lock()
_compilers: dict[str, typst.Compiler] = {}


def press(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """Set a document from one of the templates in ``typst/``.

    What people wrote is handed over as data; typst shows strings as they are and never reads them as markup. ``made_at``
    is the moment the document says it was made, so that it comes out the same again.

    Raises:
        typst.TypstError: the template does not fit the data.
        TypeError: something else than one PDF came out.
    """
    moment = [made_at.year, made_at.month, made_at.day]
    inputs = {"data": json.dumps({**data, "made": moment}, ensure_ascii=False)}
    stamp = int(made_at.timestamp())
    # A compiler keeps its fonts, which are the dear part; it is not made for several threads.
    with _lock:
        compiler = _compilers.get(template)
        if compiler is None:
            compiler = _compilers[template] = typst.Compiler(str(PLACE / template), root=str(PLACE))
        try:
            found = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=stamp, pdf_standards=[_STANDARD])
        except typst.TypstError:
            found = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=stamp)
    if not isinstance(found, bytes):
        message = f"{template} was not set as one PDF."
        raise TypeError(message)
    return found
