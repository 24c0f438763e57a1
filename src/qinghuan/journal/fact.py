"""A fact: something that happened on a day, as one immutable, validated record.

Each room's ``entries.py`` holds the kinds of fact it can record. A kind has a
name in the past tense, a version, and a rank that breaks ties within one day
so that the order in which facts were learned changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from qinghuan.errors import QinghuanError, RuleError
from qinghuan.money import rate, yuan

Money = Annotated[Decimal, BeforeValidator(yuan), PlainSerializer(str, return_type=str)]
"""Yuan with two places; written as text."""

Rate = Annotated[Decimal, BeforeValidator(rate), PlainSerializer(str, return_type=str)]
"""A fraction (0.24, not 24) with at most twelve places; written as text."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{8,32}$")]
"""Names an entry and whatever it created; minted by the edge, never reused."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal."""

ShortText = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
LongText = Annotated[str, StringConstraints(max_length=20_000, strip_whitespace=True)]

Origin = Literal["stated", "bill", "platform", "contract", "paper", "call", "program"]
"""Where a fact comes from: the person's own word (本人陈述), an imported bill, the
platform's page, the contract, another paper, a call, or this program itself."""

RANKS: Final[Mapping[str, int]] = {
    "opening": 0,
    "drawdown": 10,
    "charge": 20,
    "bill": 30,
    "waiver": 40,
    "payment": 50,
    "status": 60,
    "note": 90,
}


class Value(BaseModel):
    """A part of a fact: immutable, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Fact(Value):
    """Something that happened. Subclasses set ``KIND``, and where needed the rest.

    ``id`` names the entry and the thing it created; ``on`` is the day the fact
    takes effect; ``at`` the stated time of day, if any; ``files`` the kept
    originals that show it.
    """

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    RANK: ClassVar[int] = RANKS["note"]

    id: Identifier
    on: date
    at: time | None = None
    origin: Origin = "stated"
    files: tuple[Digest, ...] = ()
    note: LongText = ""

    def body(self) -> str:
        """The exact text that is stored and hashed; values equal to the default are left out.

        So a default is part of a version: changing one needs a new version and an upgrade.
        """
        return self.model_dump_json(exclude_defaults=True)


class Corrected(Fact):
    """An earlier entry was wrong: from now on ``kind``/``body`` stands in its place.

    ``body`` is the replacement as JSON text of the same kind, keeping the id of
    the entry it replaces; ``None`` withdraws the entry.
    """

    KIND: ClassVar[str] = "corrected"

    which: Identifier
    kind: ShortText | None = None
    version: int | None = None
    body_text: LongText | None = None
    reason: LongText = Field(min_length=1)


class Redacted(Fact):
    """The words of entry ``which`` were erased on request; that it existed stays visible."""

    KIND: ClassVar[str] = "redacted"

    which: Identifier
    reason: LongText = Field(min_length=1)


class TooNew(QinghuanError):
    """An entry was written by a newer program; this one must not guess what it means."""


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the body of one version of a kind into the body of the next version."""


class Kinds:
    """All kinds of fact a program can read, with the way up from their old shapes."""

    def __init__(
        self,
        models: Iterable[type[Fact]],
        upgrades: Mapping[tuple[str, int], Upgrade] | None = None,
    ) -> None:
        known: list[type[Fact]] = [Corrected, Redacted, *models]
        self.models: dict[str, type[Fact]] = {model.KIND: model for model in known}
        if len(self.models) != len(known):
            raise RuleError("two kinds of fact share a name")
        self.upgrades = dict(upgrades or {})
        self._validate: dict[str, Callable[[str], Fact]] = {
            # The same as ``model_validate_json``, without its work on options nobody passes.
            kind: model.__pydantic_validator__.validate_json
            for kind, model in self.models.items()
        }

    def read(self, kind: str, version: int, body: str) -> Fact:
        """The fact in ``body``. Raises :class:`TooNew`, or pydantic's error for a broken body."""
        model = self.models.get(kind)
        if model is None or version > model.VERSION:
            raise TooNew(f"kind {kind}, version {version}")
        if version == model.VERSION:
            return self._validate[kind](body)
        return model.model_validate(self._upgraded(kind, version, json.loads(body)))

    def _upgraded(self, kind: str, version: int, body: dict[str, Any]) -> dict[str, Any]:
        for step in range(version, self.models[kind].VERSION):
            body = self.upgrades[kind, step](body)
        return body

    def correction(
        self, wrong: Fact, right: Fact | None, *, id: str, on: date, reason: str
    ) -> Corrected:
        """The entry that puts ``right`` in the place of ``wrong`` (``None``: withdraws it)."""
        if right is None:
            return Corrected(id=id, on=on, which=wrong.id, reason=reason)
        if right.KIND != wrong.KIND:
            raise RuleError(f"a {wrong.KIND} cannot be replaced by a {right.KIND}")
        kept = right.model_copy(update={"id": wrong.id})
        return Corrected(
            id=id,
            on=on,
            which=wrong.id,
            kind=kept.KIND,
            version=kept.VERSION,
            body_text=kept.body(),
            reason=reason,
        )
