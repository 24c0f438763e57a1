"""Every page there is, in both languages: it renders, misses no word, and is sound HTML."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qinghuan import store
from qinghuan.words import LANGUAGES, MissingWords, pattern

WEB = Path(__file__).parents[2] / "src" / "qinghuan" / "web"
TEMPLATES = sorted(
    path.relative_to(WEB / "templates").as_posix() for path in WEB.rglob("templates/**/*.html")
)
SAID = re.compile(r"""{%\s*(?:say|tell)\s+"([^"]+)\"""")
VOID = frozenset({"base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})


def missing(ids):
    found = set()
    for id in ids:
        for language in LANGUAGES:
            try:
                pattern(id, language)
            except MissingWords:
                found.add((id, language))
    return found


def addresses(case):
    """Every address that needs no more than a case, as Django knows them."""
    from django.urls import get_resolver

    def walk(patterns, before=""):
        for one in patterns:
            path = before + str(one.pattern)
            if hasattr(one, "url_patterns"):
                yield from walk(one.url_patterns, path)
            elif "<" not in path.replace("<str:case>", ""):
                yield "/" + path.replace("<str:case>", case)

    return sorted(set(walk(get_resolver().url_patterns)))


class Sound(HTMLParser):
    """What is wrong with a page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.wrong, self.stack, self.ids, self.labelled = [], [], [], set()
        self.fields, self.anchors, self.tokens = [], [], []
        self.feed(html)
        self.close()
        self.wrong += [f"not closed: {tag}" for tag in self.stack]
        self.wrong += [f"id twice: {id}" for id in set(self.ids) if self.ids.count(id) > 1]
        self.wrong += ["a token twice"] * (len(self.tokens) - len(set(self.tokens)))
        self.wrong += [f"no label: {name}" for name, id in self.fields if id not in self.labelled]

    def handle_starttag(self, tag, given):
        attributes = dict(given)
        if tag not in VOID:
            self.stack.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "label" and "for" in attributes:
            self.labelled.add(attributes["for"])
        if tag in {"input", "select", "textarea"}:
            self._field(attributes)
        self.wrong += [*self._inline(tag, attributes), *self._lacking(tag, attributes)]

    def _inline(self, tag, attributes):
        yield from (f"inline {name}" for name in attributes if name.startswith(("style", "on")))
        if tag == "style":
            yield "inline style"
        if tag == "script" and not {"src", "type"} & set(attributes):
            yield "inline script"
        for name in ("href", "src", "action"):
            if re.match(r"(https?:)?//|javascript:", attributes.get(name) or ""):
                yield f"leads away: {attributes[name]}"
        for name, value in attributes.items():
            if "<" in (value or "") and name not in {"value", "content"}:
                yield f"markup in {name} of {tag}"

    def _lacking(self, tag, attributes):
        if tag == "button" and "type" not in attributes:
            yield "a button of no type"
        if tag == "img" and "alt" not in attributes:
            yield "a picture of no words"

    def _field(self, attributes):
        named = {"aria-label", "aria-labelledby"} & set(attributes) or "label" in self.stack
        if attributes.get("name") == "_token":
            self.tokens.append(attributes.get("value"))
        if attributes.get("type") not in {"hidden", "submit"} and not named:
            self.fields.append((attributes.get("name"), attributes.get("id")))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.stack or self.stack[-1] != tag:
            self.wrong.append(f"</{tag}> where {self.stack[-1:]} is open")
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass


def faults(shown):
    found = Sound(shown.html).wrong
    if "<main" in shown.html and shown.html.count("<h1") != 1:
        found.append(f"{shown.html.count('<h1')} first headings")
    if re.search(r"{[{%#]|[%#}]}|\b(web|view|case|contact)\w*\.[a-z_]+\.[a-z_.]+\b", shown.words):
        found.append(f"bare template or id: {shown.words[:80]}")
    return found


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_compiles_and_every_sentence_it_names_is_there(template):
    from django.template.loader import get_template

    get_template(template)
    written = (WEB / "templates" / template).read_text("utf-8")
    whole = {id for id in SAID.findall(written) if not id.endswith(".")}
    assert missing(whole) == set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_holds_no_sentence_of_its_own(template):
    written = (WEB / "templates" / template).read_text("utf-8")
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", written, flags=re.DOTALL)

    assert (
        re.findall(r"[㐀-鿿]+|[A-Za-z]{3,}", bare.replace("清还", "").replace("&nbsp;", "")) == []
    )


def test_every_sentence_that_the_code_of_the_pages_names_is_there():
    named = set()
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                value = node.args[0].value
                if name in {"Text", "words"} and isinstance(value, str) and "." in value:
                    named.add(value)

    assert named
    assert missing(named) == set()


WITHOUT_FACTS = {
    "agreement/home.html": 1,  # carries the rows that were read to the form that records them
    "bills/home.html": 1,  # reads kept files anew; the lines tell what is known already
    "bills/password.html": 1,  # lets a file go that waited
    "debts/step.html": 1,  # gives up a draft
    "evidence/bundle.html": 1,  # makes a file of what is kept; its other form is the same
    "evidence/verify.html": 1,  # looks at a file
    "frame.html": 1,  # locks
    "household/ask.html": 1,  # keeps a draft, as the next
    "household/can_pay.html": 1,
    "household/review.html": 2,  # gives up a draft
    "locked.html": 1,  # sends again what was typed, with the token that was in it
    "plans/home.html": 1,  # a choice kept beside the journal, as the next two
    "plans/offer.html": 1,
    "plans/own_figures.html": 1,
    "signing/certificate.html": 3,  # makes, brings, forgets what the folder keeps, no fact
    "signing/signed.html": 1,  # asks again for stamps; one that was given waits no more
    "start/beginning.html": 2,  # the sample, which is there once
    "start/card.html": 1,  # goes back to a question
    "start/export.html": 1,
    "start/scam.html": 1,  # looks at a text
    "start/settings.html": 2,  # takes the passphrase away, locks
    "start/triage.html": 1,  # answers that are kept by another form
}
"""Templates → how many of their forms record nothing, so that sending one twice does no harm."""
TOKENED = re.compile(r"""name="_token"|include "(?:form|contact/form_head)\.html\"""")


def test_every_form_that_records_carries_a_token():
    found = {}
    for template in TEMPLATES:
        written = (WEB / "templates" / template).read_text("utf-8")
        forms = re.findall(r"""(?s)<form[^>]*method="post".*?</form>""", written)
        bare = sum(not TOKENED.search(form) for form in forms)
        if bare:
            found[template] = bare

    assert found == WITHOUT_FACTS


MONTH = re.compile(r"m\d{1,2}")
"""A field for each calendar month: called by the month."""


@pytest.mark.usefixtures("app")
def test_every_field_of_every_form_has_its_words():
    from django.urls import get_resolver

    from qinghuan.web.forms import Ask

    assert get_resolver().url_patterns  # so that every room is loaded

    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    ids = {
        f"{form.ROOM}.field.{name}"
        for form in below(Ask)
        if form.__module__.startswith("qinghuan.")
        for name in form.base_fields
        if not MONTH.fullmatch(name)
    }
    assert ids
    assert missing(ids) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hide", ["", "yes"])
def test_every_page_of_the_sample_renders_and_is_sound(sample_app, language, hide):
    store.prefer("language", language)
    store.prefer("hide_amounts", hide)

    _all_sound(sample_app, sample_app.case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_empty_case_renders_and_is_sound(app, language):
    store.prefer("language", language)

    _all_sound(app, app.new_case())


def _all_sound(app, case):
    seen, wrong = 0, {}
    for path in addresses(case):
        shown = app.get(path)
        assert shown.status in {200, 302, 404, 405}, (path, shown.status)
        if shown.status == 200 and "text/html" in shown.headers["Content-Type"]:
            seen += 1
            wrong[path] = faults(shown)
    assert seen > 12
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_answer_a_form_render_and_are_sound(app, language):
    store.prefer("language", language)
    case = app.new_case()
    told = {"safe": "yes", "owed": ["huabei"], "caller": "先交保证金", "debit_on": "2026-12-01"}
    answers = {
        "card": app.post("/triage", {"_at": "9", "_go": "on", **told}),
        "danger": app.post("/triage", {"_at": "0", "_go": "on", "safe": "no"}),
        "alone": app.post("/triage", {"_at": "4", "_go": "on", "adult": "no"}),
        "fault": app.post("/triage", {"_at": "7", "_go": "on", "days_late": "x"}),
        "scam": app.post("/scam", {"text": "先交保证金，注销征信"}),
        "care": app.post("/new", {"label": "不想活了"}),
        "settings": app.post("/settings/passphrase", {"passphrase": "a"}),
        "erase": app.post(f"/case/{case}/erase", {"erase_label": "x"}),
        "erased": app.post(f"/case/{case}/erase", {"erase_label": "自己的"}),
        "lock": app.post("/lock", {"x": "y"}),
        "locked": app.post("/new", {"label": "<b>"}),
    }

    assert {name: found for name, one in answers.items() if (found := faults(one))} == {}
