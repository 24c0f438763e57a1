"""What a paper of theirs about a debt of the case is set beside."""

from __future__ import annotations

from collections.abc import Sequence

from qinghuan.agreement.offer import Row
from qinghuan.agreement.review import Agreed
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.plans.offers import Offers
from qinghuan.plans.options import Option


def agreed_for(
    assessment: Assessment, debt: DebtAssessment, made: Sequence[Offers], option: Option | None
) -> Agreed:
    """The offer ``option`` that was agreed, and what the household can pay for ``debt``."""
    offers = next((one for one in made if one.debt == debt.facts.id), None)
    sheet = assessment.case.household
    return Agreed(
        rows=tuple(Row(one.due, one.amount) for one in option.instalments) if option else (),
        monthly=offers.share if offers else None,
        pay_day=sheet.pay_day if sheet else None,
    )
