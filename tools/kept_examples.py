"""One made-up example of every kind of fact, every field filled, for the kept journals."""

from __future__ import annotations

from typing import Any, Final

A_DIGEST: Final = "0123456789abcdef" * 4
OPENED: Final = {"id": "case0001", "on": "2026-06-01"}
DEBT: Final = "debt0001"

_TERMS: Final = {
    "rate": "0.0004",
    "rate_per": "month",
    "day_count": "actual/360",
    "instalment_fee": {"share": "0.045", "per": "total", "principal": "5000.00", "instalments": 6},
    "penalty_rate": "0.0005",
    "penalty_factor": "1.5",
    "penalty_base": "overdue_principal",
    "compounding": "none",
    "late_fee_rate": "0.05",
    "late_fee_minimum": "10.00",
    "late_fee_maximum": "500.00",
    "interest_free": True,
    "early_settlement": "fee_refunded",
    "minimum_payment": "100.00",
    "minimum_share": "0.10",
    "acceleration": {"missed": 3, "days": 90},
    "lpr_one_year": "0.03",
    "grace_days": 3,
    "allocation": ["penalty_interest", "interest", "principal"],
    "bill_day": 10,
    "due_day": 20,
    "origin": "contract",
}
_SHARED: Final = {
    "at": "09:30:00",
    "origin": "paper",
    "note": "一句说明 \U0001f600 \u0000",
}

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "agreement_reached": {
        "debt": DEBT,
        "form": "message",
        "number": "XY-1",
        "rows": [{"due": "2026-07-28", "amount": "100.00"}],
        "waived": [{"part": "late_fee", "amount": "12.50"}],
        "charges_stop": True,
        "cure_days": 7,
        "payee": "示例公司",
        "allocation": ["principal"],
        "collection_stops": True,
        "certificate_days": 10,
        "replaces": "before01",
    },
    "evidence_kept": {
        "sort": "recording",
        "title": "六月一日的通话",
        "name": "call.m4a",
        "how": "recorded",
        "by": "示例乙",
        "debt": DEBT,
        "about": "contact1",
        "carrier": "旧手机",
        "shows": "对方答应停计罚息",
        "transcript": "00:12 停计罚息",
        "files": [A_DIGEST],
    },
    "paper_signed": {
        "paper": "issued01",
        "before": A_DIGEST,
        "role": "co_signer",
        "name": "示例乙",
        "level": "B-LTA",
        "certificate": A_DIGEST,
        "self_made": False,
        "authority": "tsa.example.invalid",
        "files": [A_DIGEST],
    },
    "timestamp_given": {
        "of": A_DIGEST,
        "authority": "tsa.example.invalid",
        "moment": "2026-06-01T01:30:00Z",
        "files": [A_DIGEST],
    },
    "case_opened": {"label": "示例档案", "language": "en", "sample": True},
    "person_described": {
        "name": "示例甲",
        "identity_tail": "123X",
        "phone": "000-0000",
        "address": "示例县示例村",
        "email": "nobody@example.invalid",
        "adult": True,
        "account_holder": True,
    },
    "household_stated": {
        "place": "haidong",
        "residence": "rural",
        "members": [
            {"relation": "本人", "age": "18_to_59", "earns": True},
            {"relation": "女儿", "age": "6_to_17", "dependant": True, "note": "上学"},
        ],
        "incomes": [
            {
                "source": "building",
                "name": "工地",
                "by_month": {"4": "4000.00", "10": "3500.50"},
                "knowledge": "estimated",
                "lasting": False,
            }
        ],
        "expenses": [
            {
                "category": "housing",
                "name": "取暖",
                "amount": "2400.00",
                "every": "year",
                "months": [11, 12],
                "knowledge": "known",
                "necessary": False,
            }
        ],
        "assets": [{"name": "拖拉机", "amount": "9000.00"}],
        "cash": "350.00",
        "hardship": "工地停工。",
        "hardship_since": "2026-05-01",
        "recovery_expected": "2026-12-01",
        "measures": "找了零工。",
        "share_of_surplus": "0.50",
        "pay_day": 25,
    },
    "bill_categories_set": {
        "categories": {"便利店": "food_tobacco_liquor"},
        "replaces": "sheet0001",
    },
    "contact_made": {
        "debt": DEBT,
        "direction": "incoming",
        "channel": "message",
        "institution": "示例消费金融",
        "person": "客服",
        "staff_number": "0001",
        "their_number": "000",
        "minutes": 7,
        "said": "可以再问。",
        "promises": [{"what": "三天内答复", "amount": "0.00", "by": "2026-06-09"}],
        "recording_kept": True,
        "acts": ["demand_arrived", "request_for_delay"],
        "answered": True,
        "reached": "third_person",
        "time_agreed": True,
        "did": ["false_blacklist"],
    },
    "court_paper_received": {
        "paper": "payment_order",
        "court": "示例县人民法院",
        "case_number": "（2026）示例1号",
        "received_on": "2026-06-02",
        "debt": DEBT,
        "checked_with_court": False,
    },
    "debt_disclosed": {
        "creditor": "示例消费金融",
        "product": "huabei",
        "product_name": "花呗",
        "lender": "consumer_finance",
        "account": "1***2",
        "contract_number": "示例-1",
        "automatic_debit": "余额",
        "co_debtors": ["示例乙"],
        "terms": _TERMS,
        "lines": ["huabei"],
    },
    "terms_learned": {"debt": DEBT, "terms": _TERMS},
    "amount_fell_due": {
        "debt": DEBT,
        "principal": "1000.00",
        "interest": "12.34",
        "instalment_fee": "60.00",
        "minimum": "100.00",
    },
    "person_involved": {
        "debt": DEBT,
        "name": "爱人",
        "role": "spouse",
        "signed": False,
        "ratified": True,
        "daily_life": True,
    },
    "payment_made": {
        "debt": DEBT,
        "amount": "300.00",
        "line": "import0001-3",
        "allocation": ["principal", "interest"],
        "prepay": True,
    },
    "money_drawn": {"debt": DEBT, "amount": "5000.00"},
    "charge_made": {"debt": DEBT, "part": "unnamed", "amount": "35.00", "name": "服务费"},
    "relief_granted": {
        "debt": DEBT,
        "relief": {"type": "waived", "part": "late_fee", "amount": "20.00"},
        "agreement": "平台消息",
    },
    "debt_changed": {
        "debt": DEBT,
        "change": {"type": "postponed", "first": "2026-07-10", "to": "2026-10-10"},
    },
    "purchase_refunded": {"debt": DEBT, "amount": "88.00"},
    "payment_reversed": {"debt": DEBT, "payment": "import0001-3"},
    "payment_failed": {"debt": DEBT, "amount": "250.00", "line": "import0001-4"},
    "claim_received": {
        "debt": DEBT,
        "total": "1072.34",
        "lines": [
            {"name": "本金", "part": "principal", "amount": "1000.00"},
            {"name": "减免", "part": "unnamed", "amount": "-0.01"},
        ],
        "not_yet_due": "200.00",
        "days_overdue": 30,
        "annual_rate_shown": "0.18",
        "oldest_unpaid_due": "2026-05-20",
    },
    "statement_imported": {
        "file": A_DIGEST,
        "name": "示例.csv",
        "source": "alipay",
        "format": "alipay_app",
        "parser": "1",
        "account": "1***2",
        "period_from": "2026-01-01",
        "period_to": "2026-05-31",
        "rows": 9,
        "accounts": [
            {
                "first": 1,
                "last": 9,
                "outcome": "skipped",
                "reason": "imports.account.header",
                "sheet": "Sheet1",
            }
        ],
        "review": 1,
        "duplicates": 2,
        "updates": 3,
        "totals": {"expense": "12.50"},
        "line_count": 1,
        "lines_digest": A_DIGEST,
    },
    "lines_sorted": {
        "decisions": [
            {
                "line": "import0001-0",
                "kind": "expense",
                "category": "food_tobacco_liquor",
                "debt": DEBT,
                "left_out": True,
            }
        ]
    },
    "document_issued": {
        "paper": "proposal",
        "number": "1",
        "recipient": "示例消费金融",
        "debt": DEBT,
        "language": "en",
        "figures": {"offer": "300.00"},
        "digests": {"pdf": A_DIGEST},
        "program": "0.1.0",
        "policy": A_DIGEST,
        "head": A_DIGEST,
        "head_sequence": 0,
    },
}
"""By kind; ``corrected`` and ``redacted`` are made from another example."""


def example(kind: str, name: str) -> dict[str, Any]:
    """The example of ``kind`` as the body of an entry with the id ``name``."""
    return {"id": name, "on": "2026-06-05", **_SHARED, "files": [A_DIGEST], **EXAMPLES[kind]}
