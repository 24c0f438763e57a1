"""What templates can say: a sentence by its id, words of a rule, money, days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from qinghuan.words import Language, Text, say, written_date

register = template.Library()


def _language(context: Mapping[str, Any]) -> Language:
    found: Language = context["language"]
    return found


@register.simple_tag(takes_context=True, name="say")
def said(context: Mapping[str, Any], words: Any, **values: Any) -> str:
    """``{% say "web.title" %}`` or ``{% say text %}``: a sentence, escaped."""
    text = words if isinstance(words, Text) else Text(str(words), **values)
    return conditional_escape(say(text, _language(context)))


@register.simple_tag(takes_context=True)
def tell(context: Mapping[str, Any], words: Any) -> str:
    """Words that are a sentence of ours or a person's own: said, or as they stand."""
    if isinstance(words, Text):
        return conditional_escape(say(words, _language(context)))
    return conditional_escape("" if words is None else str(words))


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], on: date | None) -> str:
    """A date as people write it."""
    return "" if on is None else written_date(on, _language(context))


@register.filter
def money(amount: Decimal | None) -> SafeString:
    """An amount in tabular digits, hidden where the person wants amounts hidden."""
    written = "—" if amount is None else f"{amount:,.2f}"
    return format_html('<span class="money">{}</span>', written)


@register.filter
def percent(share: Decimal | None) -> str:
    """A fraction as per cent, to one place."""
    return "—" if share is None else f"{(share * 100):.1f}%".replace(".0%", "%")


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """``mapping[key]``; nothing where it is not there."""
    return mapping.get(key)


@register.simple_tag
def place(path: str = "") -> str:
    """An address of this program: ``{% place "case/…" %}``."""
    return get_script_prefix() + path.lstrip("/")


@register.simple_tag(takes_context=True)
def kind(context: Mapping[str, Any], paper: str) -> str:
    """What a kind of paper is called, as a title."""
    called = say(Text(f"timeline.paper.{paper}"), _language(context))
    return conditional_escape(called[:1].upper() + called[1:])


@register.simple_tag(takes_context=True)
def fact_field(context: Mapping[str, Any], name: str) -> str:
    """What a field of an entry is called."""
    return conditional_escape(say(Text(f"web_papers.field.{name}"), _language(context)))
