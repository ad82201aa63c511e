"""Addresses of the sales module; included at the root."""

from django.urls import path
from django.views.generic import RedirectView

from safelight.sales.web import files, invoices, of_client, order, orders

_ORDER_STEPS = ("acceptance", "refusal", "fulfilment", "reopening", "cancellation", "mail", "copy")
_INVOICE_STEPS = ("mail", "reminder", "credit", "retainer", "write-off", "plan")

urlpatterns = [
    path("orders/", orders.orders, name="orders"),
    path("orders/new/<uuid:client_id>/", orders.order_new, name="order_new"),
    path("orders/<uuid:order_id>/", order.order, name="order"),
    path("orders/<uuid:order_id>/items/", order.order_items, name="order_items"),
    path("orders/<uuid:order_id>/items/<uuid:item_id>/", order.order_item, name="order_item"),
    path("orders/<uuid:order_id>/lines/", order.order_lines, name="order_lines"),
    path("orders/<uuid:order_id>/lines/<uuid:line_id>/", order.order_line, name="order_line"),
    path("orders/<uuid:order_id>/terms/", order.order_terms, name="order_terms"),
    path("orders/<uuid:order_id>/invoice/", order.order_invoice, name="order_invoice"),
    *(
        path(f"orders/<uuid:order_id>/{step}/", order.order_step, {"step": step}, name=f"order_{step}")
        for step in _ORDER_STEPS
    ),
    path("invoices/", invoices.invoices, name="invoices"),
    path(
        "invoices/overdue/",
        RedirectView.as_view(url="/invoices/?state=overdue"),
        name="invoices_overdue",
    ),
    path("invoices/<uuid:invoice_id>/", invoices.invoice, name="invoice"),
    path("invoices/<uuid:invoice_id>/credit-notes/", invoices.invoice_crediting, name="invoice_crediting"),
    *(
        path(f"invoices/<uuid:invoice_id>/{step}/", invoices.invoice_step, {"step": step}, name=f"invoice_{step}")
        for step in _INVOICE_STEPS
    ),
    path("credit-notes/<uuid:credit_note_id>/", invoices.credit_note, name="credit_note"),
    path("credit-notes/<uuid:credit_note_id>/mail/", invoices.credit_note_mail, name="credit_note_mail"),
    *(
        path(f"papers/{kind}/<uuid:document_id>.pdf", files.paper, {"kind": kind}, name=f"paper_{kind}")
        for kind in files.PAPERS
    ),
    path("papers/statement/<uuid:client_id>.pdf", files.statement, name="paper_statement"),
    path("orders/of/<uuid:client_id>/", of_client.client_sales, name="client_sales"),
    path("orders/of-session/<uuid:shoot_id>/", of_client.shoot_sales, name="shoot_sales"),
]
