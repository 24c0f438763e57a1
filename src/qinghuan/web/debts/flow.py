"""A flow: questions one a screen, then one look at all of it, then it is recorded.

    steps → what was typed → values → bodies of facts → facts

The rules of a fact stand with the fact; a flow knows only what to ask, in which order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.journal.faults import field_problems
from qinghuan.web.debts.fields import Asked, Field, Typed, as_typed, form_of, meant
from qinghuan.words import Language, Text

Values = Mapping[str, Any]
"""What was typed as values; None where nothing was said. A step of rows gives a list."""
Own = Mapping[str, Sequence[tuple[str, str]]]
ROWS_MOST = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One screen."""

    id: str
    fields: tuple[Field, ...]
    when: Callable[[Typed], bool] = lambda _typed: True
    """Whether it is asked after what was answered before."""
    rows: int = 0
    """How many rows stand there at first; 0: the fields stand once."""

    def rows_in(self, typed: Typed) -> int:
        """How many rows ``typed`` holds, at least those of the beginning."""
        if not self.rows:
            return 0
        held = [
            row for row in range(ROWS_MOST) if any(typed.get(one.named(row)) for one in self.fields)
        ]
        return max(self.rows, *(row + 1 for row in held), 0)

    def names(self, typed: Typed, rows: int = 0) -> list[str]:
        """The names of its fields on the screen."""
        count = max(rows, self.rows_in(typed))
        if not count:
            return [one.name for one in self.fields]
        return [one.named(row) for row in range(count) for one in self.fields]

    def form(
        self, typed: Typed, language: Language, own: Own, *, bound: bool, rows: int = 0
    ) -> Asked:
        """Its form: filled in, or judged."""
        count = min(ROWS_MOST, max(rows, self.rows_in(typed))) if self.rows else 0
        given = {"typed": typed} if bound else {"typed": None, "initial": typed}
        return form_of(self.fields, language=language, rows=count, own=own, **given)

    def values(self, form: Asked) -> dict[str, Any]:
        """The values of a sound form."""
        said = form.cleaned_data
        if not self.rows:
            return {one.name: meant(one, said.get(one.name)) for one in self.fields}
        count = len(form.fields) // len(self.fields)
        every = [
            {one.name: meant(one, said.get(one.named(row))) for one in self.fields}
            for row in range(count)
        ]
        return {self.id: [row for row in every if any(value is not None for value in row.values())]}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was typed in a whole flow, judged."""

    values: dict[str, Any] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    faulty: str = ""
    """The first step with a fault; empty: none."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Flow:
    """What is asked to record one kind of fact."""

    id: str
    kind: type[Fact]
    steps: tuple[Step, ...]
    bodies: Callable[[Values], Iterable[Mapping[str, Any]]]
    """Bodies of facts without id and debt; several where several are recorded at once."""
    answers: Callable[[Any], Mapping[str, Any]]
    """The values that give a fact again, to correct it."""
    faults: Callable[[Values, date], Iterable[tuple[str, Text]]] = lambda _values, _today: ()
    """What cannot be: the field, and why."""
    filled: Callable[[dict[str, str]], dict[str, str]] = lambda typed: typed
    """What was typed, with what follows from it put where the person sees and changes it."""

    def asked(self, typed: Typed) -> list[Step]:
        """The steps that are asked after what was answered."""
        return [step for step in self.steps if step.when(typed)]

    def field(self, name: str) -> Field | None:
        """The field called ``name``."""
        return next((one for step in self.steps for one in step.fields if one.name == name), None)

    def typed_of(self, fact: Fact) -> dict[str, str]:
        """``fact`` as it would have been typed."""
        return self.typed_of_values(self.answers(fact))

    def typed_of_values(self, values: Values) -> dict[str, str]:
        """``values`` as they would have been typed."""
        return dict(self._typed_of(values))

    def _typed_of(self, values: Values) -> Iterator[tuple[str, str]]:
        for step in self.steps:
            for one in step.fields:
                if not step.rows:
                    yield one.name, as_typed(one, values.get(one.name))
            for row, said in enumerate(values.get(step.id) or ()) if step.rows else ():
                for one in step.fields:
                    yield one.named(row), as_typed(one, said.get(one.name))

    def judged(
        self, steps: Sequence[Step], typed: Typed, language: Language, own: Own, today: date
    ) -> Judged:
        """The values of all steps; the first step with a fault where there is one."""
        values: dict[str, Any] = {}
        for step in steps:
            form = step.form(typed, language, own, bound=True)
            if not form.is_valid():
                return Judged(values, faulty=step.id)
            values |= step.values(form)
            if any(self.in_step(step, name) for name, _ in self.faults(values, today)):
                return Judged(values, faulty=step.id)
        return Judged(values)

    @staticmethod
    def in_step(step: Step, name: str) -> bool:
        """Whether the field ``name`` stands on ``step``."""
        plain = name.partition("-")[0]
        return any(one.name == plain for one in step.fields)

    def facts(
        self, judged: Judged, base: Mapping[str, Any], mint: Callable[[], str], wrong: Fact | None
    ) -> Judged:
        """The facts of sound values: new ones, or the one that replaces ``wrong``."""
        bodies = list(self.bodies(judged.values))
        if wrong is not None and len(bodies) > 1:
            judged.problems.append(_one_only(wrong))
            return judged
        for body in bodies:
            kept = wrong.model_dump(exclude_defaults=True) if wrong is not None else {"id": mint()}
            whole = {**base, **kept, **body}
            try:
                judged.facts.append(self.kind.model_validate(_without_nothing(whole)))
            except ValidationError as found:
                judged.problems.extend(field_problems(found))
        return judged


def _one_only(wrong: Fact) -> Problem:
    what, mend = Text("web_debts.problem.one_only"), Text("web_debts.mend.one_only")
    return Problem("web_debts.one_only", what, wrong.id, mend)


def _without_nothing(body: Mapping[str, Any]) -> dict[str, Any]:
    """``body`` without what was not said, so that the fact's own default holds."""
    return {name: value for name, value in body.items() if value is not None}


def plain(*names: str) -> tuple[Callable[[Values], Iterable[Values]], Callable[[Any], Values]]:
    """Bodies and answers of a fact whose fields are asked under their own names."""

    def bodies(values: Values) -> Iterable[Values]:
        return [{name: values.get(name) for name in names}]

    def answers(fact: Any) -> Values:
        return {name: getattr(fact, name) for name in names}

    return bodies, answers
