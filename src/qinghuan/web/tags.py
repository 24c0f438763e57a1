"""What templates can say: a sentence by its id, words of a rule, money, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from qinghuan.words import Language, MissingWords, Text, say, written_date

register = template.Library()
_AMOUNT: Final = re.compile(r"\d[\d,]*\.\d\d(?![\d%.])")
"""An amount of money as sentences write it."""


def _hiding(context: Mapping[str, Any], escaped: str) -> str:
    """``escaped`` with its amounts hidden until they are touched, where the person wants that."""
    if not getattr(context.get("choices"), "hide_amounts", False):
        return escaped
    hidden = _AMOUNT.sub(lambda found: f'<span class="money">{found[0]}</span>', escaped)
    return mark_safe(hidden)  # noqa: S308 (what stands around the amounts is escaped already)


_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs"})


def _language(context: Mapping[str, Any]) -> Language:
    found: Language = context["language"]
    return found


@register.simple_tag(takes_context=True, name="say")
def said(context: Mapping[str, Any], words: Any, **values: Any) -> str:
    """``{% say "web.title" %}`` or ``{% say text %}``: a sentence, escaped."""
    text = words if isinstance(words, Text) else Text(str(words), **values)
    return _hiding(context, conditional_escape(say(text, _language(context))))


@register.simple_tag(takes_context=True)
def tell(context: Mapping[str, Any], words: Any) -> str:
    """Words that are a sentence of ours or a person's own: said, or as they stand."""
    if isinstance(words, Text):
        return said(context, words)
    return conditional_escape("" if words is None else str(words))


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], on: date | None) -> str:
    """A date as people write it."""
    return "" if on is None else written_date(on, _language(context))


@register.filter
def plain(text: str) -> str:
    """Words of somebody else, with every sign that cannot be seen made visible.

    Marks that turn the direction of writing would make one thing look like another.
    """
    return "".join("\ufffd" if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


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
def term(context: Mapping[str, Any], name: str) -> SafeString:
    """``{% term "penalty_interest" %}``: a word of lenders that leads to what it means."""
    word = say(Text(f"web.word.{name}"), _language(context))
    return format_html('<a class="term" href="{}#{}">{}</a>', reverse("words"), name, word)


@register.simple_tag(takes_context=True)
def hint_of(context: Mapping[str, Any], id: str) -> str:
    """The sentence ``id`` where there is one: ``{% hint_of id as words %}``."""
    try:
        return say(Text(id), _language(context))
    except MissingWords:
        return ""


@register.simple_tag(takes_context=True)
def kind(context: Mapping[str, Any], paper: str) -> str:
    """What a kind of paper is called, as a title."""
    called = say(Text(f"timeline.paper.{paper}"), _language(context))
    return conditional_escape(called[:1].upper() + called[1:])


@register.simple_tag(takes_context=True)
def evidence_sort(context: Mapping[str, Any], sort: str) -> str:
    """What a sort of evidence is called."""
    return conditional_escape(say(Text(f"timeline.evidence.{sort}"), _language(context)))


@register.simple_tag(takes_context=True)
def fact_field(context: Mapping[str, Any], name: str) -> str:
    """What a field of an entry is called."""
    return conditional_escape(say(Text(f"web_papers.field.{name}"), _language(context)))
