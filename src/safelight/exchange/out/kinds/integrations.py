"""What stays behind of the adapters to outside companies, which stand on the same floor and are named by their label."""

from django.apps import apps

from safelight.exchange.out.record_kinds import leave_out

leave_out(
    apps.get_model("test_gateway", "TestDeal"),
    "What the played card company remembers of its test payments; the payments themselves leave.",
)
