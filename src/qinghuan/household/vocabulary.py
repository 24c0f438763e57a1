"""Which category or source of income a word of a bill means. A vocabulary table.

The words are those of Alipay's 交易分类, of its cash book's 分类, and of WeChat Pay's
交易类型. WeChat's types say how was paid, not for what, so nearly all of them wait for the
person; so do words that hold everything (转账红包, 其他). Where one word spans two
categories the larger part of ordinary use decides; the person may decide otherwise
(``BillCategoriesSet``). Choices and their reasons: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from qinghuan.household.categories import CATEGORIES, Category
from qinghuan.household.entries import IncomeSource

EXPENSES: Final[Mapping[str, Category]] = {
    "餐饮美食": "food_tobacco_liquor",
    "餐饮": "food_tobacco_liquor",
    "食品": "food_tobacco_liquor",
    "烟酒": "food_tobacco_liquor",
    "服饰装扮": "clothing",
    "服饰": "clothing",
    "住房物业": "housing",
    "住房": "housing",
    "充值缴费": "housing",
    "水电煤": "housing",
    "日用百货": "household_goods",
    "家居家装": "household_goods",
    "数码电器": "household_goods",
    "母婴亲子": "household_goods",
    "生活服务": "household_goods",
    "日用": "household_goods",
    "交通出行": "transport_communication",
    "爱车养车": "transport_communication",
    "交通": "transport_communication",
    "通讯": "transport_communication",
    "教育培训": "education_culture_recreation",
    "文化休闲": "education_culture_recreation",
    "运动户外": "education_culture_recreation",
    "酒店旅游": "education_culture_recreation",
    "宠物": "education_culture_recreation",
    "教育": "education_culture_recreation",
    "娱乐": "education_culture_recreation",
    "医疗健康": "health_care",
    "医疗": "health_care",
    "美容美发": "other",
    "公共服务": "other",
    "商业服务": "other",
    "公益捐赠": "other",
    "互助保障": "other",
    "保险": "other",
    "分分捐": "other",
    "赞赏码": "other",
}
"""Word of the bill → category of the bureau."""

INCOMES: Final[Mapping[str, IncomeSource]] = {
    "工资": "wages",
    "奖金": "wages",
    "兼职": "wages",
    "二维码收款": "trade",
    "经营收款": "trade",
    "生意": "trade",
    "补贴": "benefits",
    "投资理财": "other",
    "赞赏码": "other",
}
"""Word of the bill → source of income."""

_OWN_CATEGORIES: Final[Mapping[str, Category]] = {name: name for name in CATEGORIES}
_OWN_SOURCES: Final[Mapping[str, IncomeSource]] = {name: name for name in get_args(IncomeSource)}


REFUND_SUFFIX: Final = "-退款"
SHOP_PAYMENT: Final = "商户消费"
"""What WeChat calls the payments whose refunds it names after the shop."""


def category_of(word: str, chosen: Mapping[str, Category]) -> Category | None:
    """The category ``word`` means: as the person has ``chosen``, else by the table; None: unsorted.

    A line the person sorted carries the name of the category itself. WeChat names a refund
    after what was refunded, or after the shop: it follows those payments.
    """
    found = chosen.get(word) or _OWN_CATEGORIES.get(word) or EXPENSES.get(word)
    if found is not None or not word.endswith(REFUND_SUFFIX):
        return found
    payment = word.removesuffix(REFUND_SUFFIX)
    return category_of(payment, chosen) or chosen.get(SHOP_PAYMENT)


def source_of(word: str) -> IncomeSource | None:
    """The source of income ``word`` means; None: it may be anything."""
    return _OWN_SOURCES.get(word) or INCOMES.get(word)
