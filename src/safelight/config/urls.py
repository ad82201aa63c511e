"""Every address of the program; each module keeps its own under ``web/urls.py``."""

from django.urls import include, path

urlpatterns = [
    path("", include("safelight.foundation.web.urls")),
    path("", include("safelight.accounts.web.urls")),
    path("", include("safelight.clients.web.urls")),
    path("", include("safelight.exchange.web.urls")),
    path("", include("safelight.desk.web.urls")),
    path("api/v1/", include("safelight.foundation.api.urls")),
    path("", include("safelight.assistant.web.urls")),
]
handler400 = "safelight.foundation.web.errors.bad_request"
handler403 = "safelight.foundation.web.errors.permission_denied"
handler404 = "safelight.foundation.web.errors.not_found"
handler500 = "safelight.foundation.web.errors.server_error"
