"""Addresses of the exchange; included at the root."""

from django.urls import path

from safelight.exchange.web import export

urlpatterns = [
    path("exchange/export/", export.page, name="export"),
    path("exchange/export/<uuid:export_id>/progress/", export.progress, name="export_progress"),
    path("exchange/export/<uuid:export_id>/end/", export.stop, name="export_stop"),
    path("exchange/export/<uuid:export_id>/file/", export.collect, name="export_file"),
    path("exchange/list/<slug:name>/", export.list_file, name="export_list"),
]
