"""Addresses of the payments module; included at the root."""

from django.urls import path

from safelight.payments.web import public

urlpatterns = [
    path("pay/back/<uuid:studio_id>/<uuid:attempt_id>/", public.back, name="pay_back"),
    path("pay/notice/<uuid:studio_id>/<uuid:account_id>/", public.notice, name="pay_notice"),
]
