"""Django application of the test gateway."""

from django.apps import AppConfig


class TestGatewayConfig(AppConfig):
    """Names the folder to Django and plugs the gateway in."""

    name = "safelight.integrations.test_gateway"
    label = "test_gateway"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Plug the gateway in."""
        from safelight.integrations.test_gateway.kind import TestGateways  # noqa: PLC0415 - models must be loaded first
        from safelight.payments.ports import gateways  # noqa: PLC0415 - likewise

        gateways.add(TestGateways())
