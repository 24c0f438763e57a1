"""A case at the edges: rare characters, long names, a hundred rows of 999,999,999.99."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from documents.cases import (
    agreement,
    claim,
    debt_assessed,
    disclosed,
    eventful,
    evidence,
    known,
    option,
)
from qinghuan.agreement.entries import AgreedRow
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.dates import add_months
from qinghuan.debts.facts import Payment
from qinghuan.money import ZERO, total, yuan
from qinghuan.plans.options import Option
from qinghuan.plans.schedule import Instalment

RARE = "喆翀堃镕䶮㛃"
LONG = (RARE * 7)[:40]
LARGEST = yuan("999999999.99")
ROWS = 100
ADDRESS = "青海省玉树藏族自治州称多县清水河镇示例村第一百二十三号附四号院内东侧第二间"


def extreme(name: str = RARE) -> Assessment:
    """The eventful case with everything as long and as large as it may be."""
    given = eventful(debts=(_debt(),), options=(_option(),))
    person = given.case.person
    assert person is not None
    agreed = tuple(AgreedRow(due=row.due, amount=row.amount) for row in _rows())
    originals = tuple(
        evidence(
            id=f"proof{n:03d}",
            title=f"recording_20261117_224012_{n:02d}.m4a",
            carrier="家里西屋木柜第二个抽屉里的蓝色文件夹",
            shows="夜间来电的时间和次数，以及对方自报的机构名称",
        )
        for n in range(12)
    )
    case = replace(
        given.case,
        person=person.model_copy(update={"name": name, "address": ADDRESS}),
        agreements=(agreement(rows=agreed, on=date(2026, 6, 1), number="XY-" + "0123456789" * 3),),
        evidence=originals,
    )
    return replace(given, case=case)


def _rows() -> tuple[Instalment, ...]:
    first = date(2026, 12, 28)
    return tuple(
        Instalment(n, add_months(first, n - 1), LARGEST, LARGEST, ZERO) for n in range(1, ROWS + 1)
    )


def _option() -> Option:
    rows = _rows()
    whole = total(row.amount for row in rows)
    return option(
        instalments=rows, total=known(whole), basis=known(whole + 400), monthly=known(LARGEST),
        share=known(LARGEST), months=ROWS,
    )  # fmt: skip


def _debt() -> DebtAssessment:
    debt = debt_assessed()
    stated = tuple(line.model_copy(update={"amount": LARGEST}) for line in claim().lines)
    parts = tuple(replace(part, claimed=LARGEST) for part in debt.comparison.parts)
    facts = replace(
        debt.facts,
        disclosed=disclosed(
            creditor=f"{RARE}消费金融股份有限公司（青海省西宁市城西区分公司）",
            product_name="花呗信用购超长产品名称示例之分期付款消费贷款业务第一期",
            contract_number="HB-" + "0123456789" * 5,
            account="verylongaccountname.averylongdomainname@example.invalid",
        ),
        payments=tuple(
            Payment(add_months(date(2026, 12, 15), -n), LARGEST, "", "") for n in range(5, 0, -1)
        ),
    )
    comparison = replace(
        debt.comparison, claim=claim().model_copy(update={"lines": stated}), parts=parts
    )
    return replace(debt, facts=facts, comparison=comparison)
