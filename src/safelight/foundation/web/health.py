"""Is it alive, is it ready: two addresses for load balancers, launchers and monitors."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_READY = """
select exists (select 1 from pg_class where relname = 'accounts_studio' and relforcerowsecurity),
       exists (select 1 from procrastinate_workers where last_heartbeat > now() - interval '60 seconds')
"""


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view takes its request
    """Answer 200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes its request
    """Answer 200 when requests can be served: the database is there, with its tables and walls.

    A missing worker is told but does not make the web unready: people can work, jobs wait.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(_READY)
            tables, worker = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unreachable"}, status=503)
    status = {"ready": bool(tables), "database": "ok", "tables": "ok" if tables else "missing"}
    status["worker"] = "ok" if worker else "missing"
    return JsonResponse(status, status=200 if tables else 503)
