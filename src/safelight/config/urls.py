"""Every address of the program; each module keeps its own under ``web/urls.py``."""

from django.urls import include, path

from safelight.config.plugs import COMPANY_URLS

urlpatterns = [
    path("", include("safelight.foundation.web.urls")),
    path("", include("safelight.accounts.web.urls")),
    path("", include("safelight.clients.web.urls")),
    path("", include("safelight.books.web.urls")),
    path("", include("safelight.pricing.web.urls")),
    path("", include("safelight.messaging.web.urls")),
    path("", include("safelight.calendar.web.urls")),
    path("", include("safelight.shoots.web.urls")),
    path("", include("safelight.sales.web.urls")),
    path("", include("safelight.payments.web.urls")),
    *(path("", include(urls)) for urls in COMPANY_URLS),
    path("", include("safelight.exchange.web.urls")),
    path("", include("safelight.desk.web.urls")),
    path("api/v1/", include("safelight.foundation.api.urls")),
    path("", include("safelight.assistant.web.urls")),
]
handler400 = "safelight.foundation.web.errors.bad_request"
handler403 = "safelight.foundation.web.errors.permission_denied"
handler404 = "safelight.foundation.web.errors.not_found"
handler500 = "safelight.foundation.web.errors.server_error"
