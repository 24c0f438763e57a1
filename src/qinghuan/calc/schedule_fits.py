"""Which options of a schedule go together; one that would change nothing is a fault.

An option that is given and not used would leave a figure that is not what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, get_args

from qinghuan.calc.fields import fault
from qinghuan.debts.plan import Shape
from qinghuan.words import Parameter

if TYPE_CHECKING:
    from qinghuan.calc import Faulty
    from qinghuan.calc.schedule import Request

_SHAPES: Final = frozenset[str](get_args(Shape))
_ONE_PAYMENT: Final = frozenset({"equal_payment", "interest_free"})
_FLAT_RATES: Final = frozenset({"flat_total", "flat_period"})
_TAKES_FLAT_RATES: Final = (
    "flat",
    "equal_payment",
    "equal_principal",
    "interest_free",
    "lump_sum",
)
_NOT_WITH: Final[Mapping[str, frozenset[str]]] = {
    "rate_changes": frozenset({"fixed_payment", "lump_sum", "interest_free"}),
    "grace": frozenset(
        {
            "custom",
            "fixed_payment",
            "flat",
            "interest_first",
            "lump_sum",
            "seasonal",
            "stepped",
        }
    ),
    "balloon": frozenset({"custom", "fixed_payment", "flat", "interest_first", "lump_sum"}),
    "weights": _SHAPES - {"stepped", "seasonal"},
    "payments": _SHAPES - {"custom"},
    "payment": frozenset({"custom", "equal_principal", "flat", "interest_first", "lump_sum"}),
    "amortise_over": _SHAPES - {"equal_payment", "balloon"},
    "first_period": frozenset({"fixed_payment", "flat", "lump_sum"}),
    "minimum": frozenset({"custom", "fixed_payment", "flat", "interest_first", "lump_sum"}),
    "pay_day": frozenset({"lump_sum"}),
}
"""By option, the shapes in which it would change nothing."""
_UNGIVEN: Final[tuple[object, ...]] = (None, 0, "simple", (), {})
_SINCE: Final = ("paid", "paused", "as_of")
"""What happened since, after which rows are computed anew."""
_OWN_GRACE: Final = frozenset({"stepped", "seasonal", "interest_first"})
"""Shapes with rows without principal of their own."""


def check(request: Request, rows: int | None) -> None:
    """Raise the first fault of ``request``, whose shape gives ``rows`` rows."""
    found = (_lacking(request, rows), _idle(request, rows), _idle_since(request))
    for wrong in chain(*found, _beyond(request, rows)):
        raise wrong


def _given(request: Request, name: str) -> bool:
    return getattr(request, name) not in _UNGIVEN


def _lacking(request: Request, rows: int | None) -> Iterator[Faulty]:
    """What the shape needs."""
    shape, paid = request.shape, request.payment is not None
    if shape == "fixed_payment" and not paid:
        yield fault("missing", "/payment")
    open_ended = shape in {"fixed_payment", "lump_sum"} or (shape in _ONE_PAYMENT and paid)
    if rows is None and not open_ended:
        yield fault("missing", "/n")
    if shape == "deferred" and not request.grace:
        yield fault("missing", "/grace")
    if shape == "balloon" and not (request.balloon or request.amortise_over or paid):
        yield fault("missing", "/balloon")
    if request.first_due is not None and request.first_due <= request.start:
        yield fault("backwards", "/first_due")


def _idle(request: Request, rows: int | None) -> Iterator[Faulty]:
    """What would change nothing."""
    name, value, shape = _counted_as(request, rows)
    for option, shapes in _NOT_WITH.items():
        if shape in shapes and _given(request, option):
            yield _not_with(option, name, value)
    if request.rate_changes and request.rate is not None and request.rate.kind == "flat_total":
        yield _not_with("rate_changes", "rate", "flat_total")
    if request.grace_interest is not None and not request.grace and shape not in _OWN_GRACE:
        yield _not_with("grace_interest", "grace", 0)
    if request.balloon:
        for other in ("payment", "amortise_over"):
            if _given(request, other):
                yield _not_with("balloon", other, getattr(request, other))
    if request.rounding.carry and shape == "flat":
        yield _not_with("rounding/carry", name, value)
    if request.days_after and request.pay_day is None:
        yield fault("missing", "/pay_day")


def _idle_since(request: Request) -> Iterator[Faulty]:
    """What would change nothing in rows that are computed anew."""
    since = next((one for one in _SINCE if _given(request, one)), None)
    if since is not None and request.rounding.carry:
        yield _not_with("rounding/carry", since, "…")
    if since is not None and _given(request, "first_period"):
        yield _not_with("first_period", since, "…")


def _counted_as(request: Request, rows: int | None) -> tuple[str, str, str]:
    """Which option decides how it is computed, its value, and the shape that stands for it."""
    shape: str = request.shape
    if request.rate is not None and request.rate.kind in _FLAT_RATES and shape != "lump_sum":
        if shape not in _TAKES_FLAT_RATES:
            raise fault("choice", "/shape", choices=", ".join(_TAKES_FLAT_RATES))
        return "rate", request.rate.kind, "flat"
    if rows is None and shape in _ONE_PAYMENT:
        return "n", "null", "fixed_payment"
    return "shape", shape, shape


def _not_with(option: str, name: str, value: Parameter) -> Faulty:
    return fault("not_with", f"/{option}", other=name, value=str(value))


def _beyond(request: Request, rows: int | None) -> Iterator[Faulty]:
    """What goes beyond the rows, the principal or another option."""
    if rows is not None and request.grace >= rows and request.grace:
        yield fault("most", "/grace", limit=str(rows - 1))
    if request.balloon is not None and request.balloon >= request.principal:
        yield fault("most", "/balloon", limit=str(request.principal))
    if None not in {request.payment, request.minimum} and _below(request):
        yield fault("least", "/payment", limit=str(request.minimum))
    unit = request.every.unit.name
    if request.pay_day is not None and unit not in {"months", "years"}:
        yield _not_with("pay_day", "every", unit)
    seen: set[int] = set()
    for place, change in enumerate(request.rate_changes):
        where = f"/rate_changes/{place}/row"
        if rows is not None and change.row > rows:
            yield fault("most", where, limit=str(rows))
        if change.row in seen:
            yield fault("twice", where)
        seen.add(change.row)


def _below(request: Any) -> bool:
    return bool(request.payment < request.minimum)
