"""A list that is typed row by row: rows are added and taken away, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

from qinghuan.web.forms import Ask
from qinghuan.words import Language

COUNT: Final = "rows"
MOST: Final = 60
_NAMED: Final = re.compile(r"(\d{1,3})-(\w+)")
Typed = Mapping[str, list[str]]
"""The fields of one row as typed."""


class Rows:
    """Several forms of one kind, ``rows`` of them; a row left as it was given says nothing."""

    def __init__(
        self,
        kind: type[Ask],
        data: QueryDict,
        *,
        language: Language,
        given: Mapping[str, str] | None = None,
        **how: Any,
    ) -> None:
        self.forms = [
            kind(
                data,
                language=language,
                prefix=str(at),
                initial=dict(given or {}),
                empty_permitted=True,
                use_required_attribute=False,
                **how,
            )
            for at in range(count_of(data))
        ]
        for at, form in enumerate(self.forms):
            form.auto_id = "f_%s"
            form.number = at + 1
            form.remove = f"remove-{at}"

    def is_valid(self) -> bool:
        """Whether every row is sound."""
        return all(form.is_valid() for form in self.forms)

    def values(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def errors(self) -> Any:
        """By row."""
        return [form.errors for form in self.forms if form.errors]


def count_of(data: QueryDict) -> int:
    """How many rows ``data`` holds."""
    told = data.get(COUNT, "1")
    return min(int(told), MOST) if told.isascii() and told.isdecimal() else 1


def rows_of(data: QueryDict) -> list[dict[str, list[str]]]:
    """The rows of ``data``, as typed."""
    rows: list[dict[str, list[str]]] = [{} for _ in range(count_of(data))]
    for name, values in data.lists():
        found = _NAMED.fullmatch(name)
        if found and int(found[1]) < len(rows):
            rows[int(found[1])][found[2]] = values
    return rows


def written(rows: list[dict[str, list[str]]]) -> QueryDict:
    """``rows`` as a form sends them."""
    data = QueryDict(mutable=True)
    data[COUNT] = str(len(rows))
    for at, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{at}-{name}", values)
    return data


def changed(data: QueryDict, do: str, given: Mapping[str, str]) -> QueryDict | None:
    """``data`` after ``add`` or ``remove-2``; None where ``do`` asks for neither."""
    rows = rows_of(data)
    if do == "add":
        return written([*rows, {name: [value] for name, value in given.items()}][:MOST])
    _, _, number = do.partition("remove-")
    if not (number.isascii() and number.isdecimal()):
        return None
    return written([row for at, row in enumerate(rows) if at != int(number)])
