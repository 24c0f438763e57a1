"""What a late credit card calls for, and no other debt (docs/rules/stage.md).

Large unpaid principal after valid demands can become a criminal matter. The amount and the
number of demands stand in the policy; where they are not verified the person is asked, and
no threshold is named.
"""

from __future__ import annotations

from typing import Final

from qinghuan import policy
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.stage import Stage
from qinghuan.policy import Gap
from qinghuan.policy.products import product
from qinghuan.words import Text

_THRESHOLDS: Final = (
    "credit_card.malicious_overdraft_amount",
    "credit_card.malicious_overdraft_demands",
)


def card_warning(debt: DebtFacts, stage: Stage) -> tuple[Text, ...]:
    """The warning for ``debt`` on the day of ``stage``; empty unless it is a late credit card."""
    late = stage.days is not None and stage.days.value > 0
    if not product(debt.disclosed.product).card or not late:
        return ()
    found = [policy.look_up(name, stage.on) for name in _THRESHOLDS]
    asked = tuple(figure.question for figure in found if isinstance(figure, Gap))
    return (Text("debts.card.warning"), *asked)
