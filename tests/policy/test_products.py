"""What a debt is called."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from qinghuan.policy.products import called
from qinghuan.words import Text


@pytest.mark.parametrize(
    ("product", "product_name", "creditor", "name"),
    [
        ("huabei", "", "某小额贷款公司", Text("view.product.huabei")),
        ("huabei", "老花呗", "某小额贷款公司", "老花呗"),
        ("bank_loan", "", "某银行", "某银行"),
        ("bank_loan", "", "", Text("view.product.bank_loan")),
        ("private", "", "表哥", "表哥"),
    ],
)
def test_a_brand_is_known_better_than_whoever_lends(product, product_name, creditor, name):
    told = SimpleNamespace(product=product, product_name=product_name, creditor=creditor)

    assert called(told) == name
