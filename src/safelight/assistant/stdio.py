"""The server over standard input and output, as desktop programs start it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from mcp.server.stdio import stdio_server

from safelight.assistant.server import WhoCalls, server_for
from safelight.foundation.api.verbs import Verb, served


def serve_stdio(who: WhoCalls, verbs: Sequence[Verb] | None = None) -> None:
    """Serve until standard input ends. Only protocol messages go to standard output."""
    asyncio.run(_serve(who, served() if verbs is None else verbs))


async def _serve(who: WhoCalls, verbs: Sequence[Verb]) -> None:
    server = server_for(verbs, who)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
