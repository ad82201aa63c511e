"""Addresses of the payments module; included at the root."""

from django.urls import path

from safelight.payments.web import cards, drawers, of_client, page, public, settings, taking
from safelight.payments.web import list as lists

urlpatterns = [
    path("payments/", lists.payments, name="payments"),
    path("payments/refunds/", lists.refunds, name="refunds"),
    path("payments/of/<uuid:client_id>/", taking.take_payment, name="take_payment"),
    path("payments/of/<uuid:client_id>/all/", of_client.client_payments, name="client_payments"),
    path("payments/cards/", cards.card_payments, name="card_payments"),
    path("payments/cards/<uuid:attempt_id>/", cards.card_payment, name="card_payment"),
    path("payments/cards/<uuid:attempt_id>/end/", cards.giving_up, name="card_payment_end"),
    path("payments/cards/<uuid:attempt_id>/look/", cards.looking_again, name="card_payment_look"),
    path("payments/cards/<uuid:attempt_id>/refund/", cards.card_refunding, name="card_payment_refund"),
    path("payments/stored-cards/<uuid:stored_card_id>/removal/", cards.card_forgetting, name="stored_card_removal"),
    path("payments/drawers/", drawers.drawers, name="drawers"),
    path("payments/drawers/<uuid:drawer_id>/opening/", drawers.opening, name="drawer_opening"),
    path("payments/drawers/<uuid:drawer_id>/moves/", drawers.moving, name="drawer_moves"),
    path("payments/drawers/<uuid:drawer_id>/count/", drawers.counting, name="drawer_count"),
    path("payments/drawer-days/<uuid:drawer_day_id>/", drawers.drawer_day, name="drawer_day"),
    path("payments/deposits/", drawers.deposits, name="deposits"),
    path("payments/deposits/<uuid:slip_id>/arrival/", drawers.arrival, name="deposit_arrival"),
    path("payments/settings/", settings.payment_settings, name="payment_settings"),
    path("payments/settings/tenders/<uuid:tender_id>/", settings.tender_change, name="tender_change"),
    path("payments/settings/gateways/", settings.account_new, name="gateway_account_new"),
    path(
        "payments/settings/gateways/<uuid:gateway_account_id>/", settings.account_change, name="gateway_account_change"
    ),
    path("payments/<uuid:payment_id>/", page.payment, name="payment"),
    path("payments/<uuid:payment_id>/void/", page.voiding, name="payment_void"),
    path("payments/<uuid:payment_id>/parts/<uuid:part_id>/refund/", page.refunding, name="payment_refund"),
    path("pay/back/<str:link>/", public.back, name="pay_back"),
    path("pay/notice/<str:link>/", public.notice, name="pay_notice"),
]
