"""Addresses of the exchange; included at the root."""

from django.urls import path

from safelight.exchange.web import export, import_mappings, import_one, import_rows, imports

urlpatterns = [
    path("exchange/export/", export.page, name="export"),
    path("exchange/export/<uuid:export_id>/progress/", export.progress, name="export_progress"),
    path("exchange/export/<uuid:export_id>/end/", export.stop, name="export_stop"),
    path("exchange/export/<uuid:export_id>/file/", export.collect, name="export_file"),
    path("exchange/list/<slug:name>/", export.list_file, name="export_list"),
    path("exchange/import/", imports.page, name="imports"),
    path("exchange/import/more/", imports.more, name="imports_more"),
    path("exchange/import/sample/", imports.sample, name="import_sample"),
    path("exchange/import/mappings/", import_mappings.page, name="import_mappings"),
    path("exchange/import/mappings/<uuid:mapping_id>/name/", import_mappings.rename, name="import_mapping_rename"),
    path("exchange/import/mappings/<uuid:mapping_id>/end/", import_mappings.drop, name="import_mapping_drop"),
    path("exchange/import/<uuid:import_id>/", import_one.page, name="import"),
    path("exchange/import/<uuid:import_id>/trial/", import_one.trial, name="import_trial"),
    path("exchange/import/<uuid:import_id>/run/", import_one.carry_out, name="import_run"),
    path("exchange/import/<uuid:import_id>/progress/", import_one.progress, name="import_progress"),
    path("exchange/import/<uuid:import_id>/stop/", import_one.stop, name="import_stop"),
    path("exchange/import/<uuid:import_id>/undo/", import_one.undo, name="import_undo"),
    path("exchange/import/<uuid:import_id>/end/", import_one.drop, name="import_drop"),
    path("exchange/import/<uuid:import_id>/rows/", import_rows.rows, name="import_rows"),
    path("exchange/import/<uuid:import_id>/refused/", import_rows.refused, name="import_refused"),
    path("exchange/import/<uuid:import_id>/mapping/", import_mappings.keep, name="import_mapping_keep"),
]
