"""One order at the counter: what can be bought on one side, what is bought on the other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.books.queries.wording import show_day
from safelight.foundation.actions import Action, ActionError, Context, ask
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.pricing.queries import FindItems, ItemCard, find, get_item
from safelight.sales.actions import (
    accept_estimate,
    add_lines,
    cancel_order,
    change_line,
    change_order,
    copy_order,
    decline_estimate,
    fulfil_order,
    issue_invoice,
    remove_line,
    reopen_order,
    send_estimate,
)
from safelight.sales.queries.order import get_order
from safelight.sales.queries.order_cards import OrderCard, OrderLineCard
from safelight.sales.web.wording import attempt, is_partial, money, read_day, read_number, state_of

_STEPS: dict[str, tuple[Action[Any, Any], str]] = {
    "acceptance": (accept_estimate, _("The estimate is an order now.")),
    "refusal": (decline_estimate, _("The estimate was declined.")),
    "fulfilment": (fulfil_order, _("Everything was handed over.")),
    "reopening": (reopen_order, _("The order is open again.")),
    "cancellation": (cancel_order, _("The order was cancelled.")),
    "mail": (send_estimate, _("It goes out by mail.")),
}


@never_cache
@require_GET
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show an order."""
    return _page(request, order_id)


@never_cache
@require_GET
def order_items(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Find items for an order while typing; without words the quick picks and what stands first."""
    context = context_of(request)
    card = ask(get_order, context, {"order_id": order_id})
    return render(request, "sales/orders/items.html", {"order": card, **_offered(request, context, card)})


@never_cache
@require_GET
def order_item(request: HttpRequest, order_id: UUID, item_id: UUID) -> HttpResponse:
    """Show the choices of a package, and how many images, before it is put on the order."""
    context = context_of(request)
    card = ask(get_order, context, {"order_id": order_id})
    item = ask(get_item, context, {"item_id": item_id})
    page = {"order": card, "item": item, "price": money(context, item.currency)(item.price), "places": _places(item)}
    template = "sales/orders/item_panel.html" if is_partial(request) else "sales/orders/item_page.html"
    return render(request, template, page)


@require_POST
def order_lines(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Put an item, or something named by hand, on the order."""
    context = context_of(request)
    made = attempt(add_lines, context, {"order_id": order_id, "lines": [_line(request.POST, context)]})
    return _answer(request, order_id, made)


@require_POST
def order_line(request: HttpRequest, order_id: UUID, line_id: UUID) -> HttpResponse:
    """Change a line: how many, its price, its discount; none of it takes it off."""
    context = context_of(request)
    names = {"order_id": order_id, "line_id": line_id}
    quantity = request.POST.get("quantity", "").strip()
    if "remove" in request.POST or quantity == "0":
        return _answer(request, order_id, attempt(remove_line, context, names))
    given: dict[str, Any] = dict(names)
    if quantity:
        given["quantity"] = read_number(context, quantity)
    if "discount" in request.POST:
        given["discount"] = read_discount(request.POST["discount"], request.POST.get("reason", ""), context)
    if "price" in request.POST:
        typed = request.POST["price"].strip()
        given |= {
            "price": read_number(context, typed) if typed else None,
            "price_reason": request.POST.get("reason", ""),
        }
    return _answer(request, order_id, attempt(change_line, context, given))


@require_POST
def order_terms(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Change what concerns the whole order: discount, coupons, retainer, texts."""
    context = context_of(request)
    given: dict[str, Any] = {"order_id": order_id}
    if "discount" in request.POST:
        given["discount"] = read_discount(request.POST["discount"], request.POST.get("reason", ""), context)
    if "coupons" in request.POST:
        given["coupons"] = [code for code in request.POST["coupons"].replace(",", " ").split() if code]
    if "retainer" in request.POST:
        typed = request.POST["retainer"].strip()
        given["retainer"] = read_number(context, typed) if typed else None
    given |= {name: request.POST[name] for name in ("message", "note", "purchase_order") if name in request.POST}
    return _answer(request, order_id, attempt(change_order, context, given))


@require_POST
def order_step(request: HttpRequest, order_id: UUID, step: str) -> HttpResponse:
    """Take a step with the order: accept, decline, hand over, reopen, cancel, mail, copy."""
    context = context_of(request)
    if step == "copy":
        made = attempt(copy_order, context, {"order_id": order_id, "kind": request.POST.get("kind", "order")})
        if isinstance(made, ActionError):
            return _page(request, order_id, made)
        return HttpResponseRedirect(reverse("order", args=[made.id]))
    verb, words = _STEPS[step]
    given: dict[str, Any] = {"order_id": order_id}
    if step in {"refusal", "cancellation"}:
        given["reason"] = request.POST.get("reason", "")
    if step == "cancellation":
        given |= {"credit_invoices": "credit_invoices" in request.POST, "retainer": request.POST.get("retainer", "")}
    made = attempt(verb, context, given)
    if isinstance(made, ActionError):
        return _page(request, order_id, made)
    notify(request, words)
    return HttpResponseRedirect(reverse("order", args=[order_id]))


@require_POST
def order_invoice(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Issue an invoice of what is left of the order, or of a share of it."""
    context = context_of(request)
    given: dict[str, Any] = {"order_id": order_id, "use_retainer": "use_retainer" in request.POST}
    for name in ("percent", "amount"):
        if request.POST.get(name, "").strip():
            given[name] = read_number(context, request.POST[name])
    if read_day(request.POST.get("due_on", "")):
        given["due_on"] = read_day(request.POST["due_on"])
    if request.POST.get("count", "").strip():
        given["plan"] = {"count": request.POST["count"], "first_on": read_day(request.POST.get("first_on", ""))}
    made = attempt(issue_invoice, context, given, key=request.POST.get("key", ""))
    if isinstance(made, ActionError):
        return _page(request, order_id, made)
    notify(request, _("Invoice %(label)s was issued.") % {"label": made.label})
    return HttpResponseRedirect(reverse("invoice", args=[made.id]))


def read_discount(text: str, reason: str, context: Context) -> dict[str, str] | None:
    """Read a discount as typed: ``10 %`` is a percentage, ``10`` an amount, nothing takes it away."""
    typed = text.strip()
    if not typed:
        return None
    kind = "percent" if typed.endswith("%") else "amount"
    return {kind: read_number(context, typed), "label": reason.strip()[:120]}


def _line(given: QueryDict, context: Context) -> dict[str, Any]:
    line: dict[str, Any] = {"quantity": read_number(context, given.get("quantity", "") or "1")}
    if given.get("item_id"):
        line["item_id"] = given["item_id"]
        if given.get("images", "").strip():
            line["images"] = given["images"]
        line["picks"] = _picks(given)
    else:
        line |= {"name": given.get("name", ""), "price": read_number(context, given.get("price", ""))}
    if given.get("shoot_id"):
        line["shoot_id"] = given["shoot_id"]
    if given.get("recipient") or given.get("gift_message"):
        line["gift"] = {"recipient": given.get("recipient", ""), "message": given.get("gift_message", "")}
    return line


def _picks(given: QueryDict) -> list[dict[str, str]]:
    """Read ``pick-<component>-<item>`` fields: how many of each choice."""
    found = []
    for name, value in given.items():
        if isinstance(value, str) and name.startswith("pick-") and value.strip() not in {"", "0"}:
            component, item = name.removeprefix("pick-")[:36], name.removeprefix("pick-")[37:]
            found.append({"component_id": component, "item_id": item, "count": value.strip()})
    return found


def _places(item: ItemCard) -> list[dict[str, Any]]:
    return [
        {
            "component": place,
            "free": place.least != place.most or len(place.choices) > 1,
            "choices": [
                {"choice": choice, "count": place.least if choice.preset or len(place.choices) == 1 else 0}
                for choice in place.choices
            ],
        }
        for place in item.components
    ]


def _answer(request: HttpRequest, order_id: UUID, made: Any) -> HttpResponse:  # noqa: ANN401 - an order's card, or why not
    refused = made if isinstance(made, ActionError) else None
    if is_partial(request):
        answer = _page(request, order_id, refused, template="sales/orders/basket.html")
        answer["HX-Trigger"] = "layer:close" if refused is None else ""
        return answer
    if refused is not None:
        return _page(request, order_id, refused)
    return HttpResponseRedirect(reverse("order", args=[order_id]))


def _page(
    request: HttpRequest,
    order_id: UUID,
    refused: ActionError | None = None,
    template: str = "sales/orders/order.html",
) -> HttpResponse:
    context = context_of(request)
    card = ask(get_order, context, {"order_id": order_id})
    steps = {step.value for step in card.steps}
    page = {
        **_facts(context, card),
        "steps": steps,
        "refused": refused,
        "may_discount": context.actor.may("sales.discount"),
    }
    page |= {
        "may_change": "change" in steps and context.actor.may("sales.edit"),
        "may_issue": context.actor.may("sales.issue")
        and card.uninvoiced > 0
        and card.state.value in {"ordered", "fulfilled"},
        "may_take": context.actor.may("payments.take"),
        "given": request.POST,
    }
    if template.endswith("order.html") and page["may_change"]:
        page |= _offered(request, context, card)
    return render(request, template, page, status=422 if refused else 200)


def _offered(request: HttpRequest, context: Context, card: OrderCard) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()
    wanted = FindItems(q=words, list_id=card.price_list_id, limit=24)
    shown = money(context, card.currency)
    items = [
        {
            "item": one,
            "price": shown(one.price),
            "asks": bool(one.components) or one.takes_images or one.kind.value == "gift_card",
        }
        for one in ask(find, context, wanted).items
        if one.currency == card.currency
    ]
    return {"items": items, "q": words}


def _facts(context: Context, card: OrderCard) -> dict[str, Any]:
    shown = money(context, card.currency)
    return {
        "order": card,
        "state": state_of(card.state.value),
        "on": show_day(card.placed_on, context.studio),
        "valid_until": show_day(card.valid_until, context.studio),
        "lines": [_line_facts(line, context, card) for line in card.lines],
        "amounts": {
            name: shown(getattr(card, name))
            for name in (
                "listed",
                "reduction",
                "net",
                "tax",
                "gross",
                "retainer",
                "retainer_held",
                "invoiced",
                "uninvoiced",
                "open",
                "cost",
                "margin",
            )
        },
        "taxes": [{"tax": tax, "amount": shown(tax.amount)} for tax in card.taxes],
        "invoices": [
            {"link": link, "gross": shown(link.gross), "on": show_day(link.on, context.studio)}
            for link in card.invoices
        ],
        "credit_notes": [{"link": link, "gross": shown(link.gross)} for link in card.credit_notes],
        "discount": f"{card.discount_percent.normalize():f} %"
        if card.discount_percent is not None
        else (card.discount_amount or ""),
        "coupons": " ".join(card.coupons),
    }


def _line_facts(line: OrderLineCard, context: Context, card: OrderCard) -> dict[str, Any]:
    shown = money(context, card.currency)
    percent = line.discount_percent
    return {
        "line": line,
        "quantity": f"{line.quantity.normalize():f}",
        "unit": shown(line.override if line.override is not None else line.unit),
        "listed": shown(line.shown_listed) if line.shown_listed != line.shown else "",
        "shown": shown(line.shown),
        "discount": f"{percent.normalize():f} %" if percent is not None else (line.discount_amount or ""),
    }
