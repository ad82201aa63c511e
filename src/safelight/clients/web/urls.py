"""Addresses of the clients module; included at the root."""

from django.urls import path
from django.views.generic import RedirectView

from safelight.clients.web import (
    add,
    board,
    bulk,
    duplicates,
    edit,
    notes,
    page,
    referrers,
    remove,
    saved_views,
    settings,
    undo,
)
from safelight.clients.web import (
    list as client_list,
)
from safelight.clients.web.blocks import BLOCKS

urlpatterns = [
    path("clients/", client_list.clients, name="clients"),
    path("clients/rows/", client_list.rows, name="client_rows"),
    path("clients/filters/", client_list.filter_panel, name="client_filters"),
    path("clients/columns/", client_list.columns, name="client_columns"),
    path("clients/changes/", bulk.bulk, name="client_bulk"),
    path("clients/words/", bulk.words, name="client_words"),
    path("clients/views/", saved_views.saved_views, name="client_views"),
    path("clients/views/<uuid:view_id>/", saved_views.change, name="client_view_change"),
    path("clients/views/<uuid:view_id>/removal/", saved_views.remove, name="client_view_remove"),
    path("clients/new/", add.new, name="client_new"),
    path("clients/new/similar/", add.similar_clients, name="client_similar"),
    path("clients/referrers/", referrers.referrers, name="client_referrers"),
    path("clients/board/", board.board, name="client_board"),
    path("clients/board/moves/", board.move, name="client_board_move"),
    path("clients/board/<uuid:stage_id>/", board.more, name="client_board_more"),
    path("clients/duplicates/", duplicates.review, name="client_duplicates"),
    path("clients/undo/<uuid:undo_id>/", undo.undo, name="client_undo"),
    path("clients/settings/", RedirectView.as_view(pattern_name="client_stages"), name="client_settings"),
    path("clients/settings/stages/order/", settings.sort, name="client_stages_sort"),
    *(
        path(f"clients/settings/{kind}/", settings.settings_list, {"kind": kind}, name=f"client_{kind}")
        for kind in settings.KINDS
    ),
    *(
        path(
            f"clients/settings/{kind}/<uuid:item_id>/",
            settings.settings_change,
            {"kind": kind},
            name=f"client_{kind}_change",
        )
        for kind in settings.KINDS
    ),
    path("clients/<uuid:client_id>/", page.client, name="client"),
    path("clients/<uuid:client_id>/blocks/", page.block, name="client_block"),
    path("clients/<uuid:client_id>/timeline/", page.client_timeline, name="client_timeline"),
    path("clients/<uuid:client_id>/namesakes/", page.namesakes, name="client_namesakes"),
    *(
        path(f"clients/<uuid:client_id>/{key}/", edit.edit, {"block": key}, name=block.url_name)
        for key, block in BLOCKS.items()
    ),
    path("clients/<uuid:client_id>/stage/", board.stage, name="client_stage"),
    path("clients/<uuid:client_id>/removal/", remove.remove_client, name="client_remove"),
    path("clients/<uuid:client_id>/restoration/", remove.restore_client, name="client_restore"),
    path("clients/<uuid:client_id>/notes/", notes.new, name="client_note_new"),
    path("clients/<uuid:client_id>/notes/<uuid:note_id>/pin/", notes.pin, name="client_note_pin"),
    path("clients/<uuid:client_id>/notes/<uuid:note_id>/removal/", notes.remove, name="client_note_remove"),
    path("clients/<uuid:client_id>/merge/", duplicates.choose, name="client_merge_with"),
    path("clients/<uuid:client_id>/merge/<uuid:other_id>/", duplicates.compare, name="client_merge"),
    path("clients/<uuid:client_id>/merge/<uuid:other_id>/dismissal/", duplicates.dismiss, name="client_dismiss"),
]
