"""What matters today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show what matters today."""
    return render(request, "desk/today.html", {})
