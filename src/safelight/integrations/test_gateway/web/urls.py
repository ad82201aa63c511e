"""Addresses of the test gateway; included at the root."""

from django.urls import path

from safelight.integrations.test_gateway.web import page

urlpatterns = [
    path("test-gateway/<str:link>/", page.page, name="test_gateway_page"),
]
