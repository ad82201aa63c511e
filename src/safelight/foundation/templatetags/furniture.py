"""Tags and filters of the page furniture; built in, so no page has to load them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template import Context
from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from safelight.foundation.web import assets
from safelight.foundation.web.notices import TONES, undo_address

register = template.Library()


@register.simple_tag(takes_context=True)
def asset(context: Context, source: str) -> SafeString:
    """Load a built entry: ``{% asset "src/app.ts" %}``.

    Raises:
        FrontEndMissing: the front end was not built.
    """
    page = context.get("furniture")
    return assets.tags(source, getattr(page, "nonce", ""))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, css: str) -> SafeString:
    extra = {"class": css} if css else {}
    # The drawing comes from the installed icon set, never from data.
    # ast-grep-ignore: marked-safe
    return mark_safe(lucide(name, size=size, aria_hidden="true", focusable="false", **extra))  # noqa: S308


@register.simple_tag
def icon(name: str, size: int = 16, css: str = "") -> SafeString:
    """Draw a Lucide icon; remembered, so it may stand in a row that repeats. Decoration only: the words say it."""
    return _drawn(str(name), int(size), str(css))


@register.filter
def spread(attrs: Mapping[str, object]) -> SafeString:
    """Write the attributes a component passes on, each one escaped (cotton's own ``{{ attrs }}`` does not escape)."""
    exposed = getattr(attrs, "attrs_dict", None)
    pairs = (exposed() if callable(exposed) else attrs).items()
    parts = [
        conditional_escape(name) if value is True else format_html('{}="{}"', name, value)
        for name, value in pairs
        if value is not False and value is not None
    ]
    return format_html_join(" ", "{}", ((part,) for part in parts))


KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkbox checkbox-sm"),
    (forms.RadioSelect, "radio radio-sm"),
    (forms.CheckboxInput, "checkbox checkbox-sm"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
)


def _class_of(widget: forms.Widget) -> str:
    return next((css for kind, css in KINDS if isinstance(widget, kind)), "input")


@register.simple_tag
def control(field: BoundField, kind: str = "") -> SafeString:
    """Render the input of a form field with our looks; ``kind`` overrides the type of the input (``tel``, ``date``)."""
    widget = field.field.widget
    if isinstance(widget, forms.DateInput) and not kind:
        kind = "date"
    if kind and isinstance(widget, forms.widgets.Input):
        widget.input_type = kind
        if kind == "date" and isinstance(widget, forms.DateInput):
            widget.format = "%Y-%m-%d"
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, [_class_of(widget), widget.attrs.get("class", "")]))}
    return field.as_widget(attrs=attrs)


@register.filter
def control_shape(field: BoundField) -> str:
    """Say how a field is laid out: ``choice`` (box before words), ``choices`` (a group), ``file`` or ``line``."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "choice"
    return "file" if isinstance(widget, forms.FileInput) else "line"


@register.filter
def tone(message: Message) -> str:
    """Return the tone of a Django message: ``good``, ``info``, ``warn`` or ``bad``."""
    return TONES.get(message.level_tag, "info")


@register.filter
def undo_url(message: Message) -> str:
    """Return the address that takes back what a message reports, or nothing."""
    return undo_address(message)


@register.filter
def hue(value: object) -> int:
    """Return one of twelve steady hues for anything with a text, such as a name or an id."""
    return sum(ord(letter) * (at + 1) for at, letter in enumerate(str(value))) % 12


@register.filter
def initials(name: object) -> str:
    """Return at most two letters for a face: first letters of the first and the last word."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def localize_number(value: object) -> str:
    """Write a count the way the page's language does: ``12,345`` or ``12.345``."""
    return formats.number_format(str(value), use_l10n=True, force_grouping=True) if value not in {None, ""} else ""


@register.simple_tag
def choose(value: object, *pairs: object) -> object:
    """Pick by value: ``{% choose tone "good" "check" "bad" "x" "info" %}``; a last odd one is the default."""
    for key, answer in zip(pairs[::2], pairs[1::2], strict=False):
        if str(key) == str(value):
            return answer
    return pairs[-1] if len(pairs) % 2 else ""
