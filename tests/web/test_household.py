"""The household room: one question a screen, one whole sheet, and the page that shows it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode

import pytest

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.case.fold import fold
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.household.entries import Expense, HouseholdStated, Income, Member
from qinghuan.web import answers
from qinghuan.web.access import Access
from qinghuan.web.household.screens import SCREENS
from qinghuan.web.page import today
from qinghuan.web.settings import settings

HOST = "127.0.0.1"
ORIGIN = {"Origin": f"http://{HOST}"}


class Rooms:
    """A browser that opened the program, in one case."""

    def __init__(self, client, case):
        self.client, self.case = client, case

    def at(self, path):
        return f"/case/{self.case}/household/{path}"

    def get(self, path=""):
        return self.client.get(self.at(path))

    def see(self, path=""):
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return words(answer)

    def post(self, path, data=None, **more):
        return self.client.post(self.at(path), {**(data or {}), **more}, headers=ORIGIN)

    def answer(self, screen, **typed):
        """Answer a question and go on."""
        sent = {name.replace("__", "-"): value for name, value in typed.items()}
        return self.post(f"sheet/{screen}", {"do": "go", **sent})

    def review(self):
        """The hidden fields of the review."""
        html = self.get("sheet/review").content.decode()
        found = dict(
            re.findall(r'<input type="hidden" name="(_token|_sequence|seen)" value="([^"]*)"', html)
        )
        assert len(found) == 3, html
        return found

    def save(self, **more):
        return self.post("sheet/review", self.review(), **more)

    def sheets(self):
        facts = [item.fact for item in store.facts(self.case)]
        return [fact for fact in facts if isinstance(fact, HouseholdStated)]

    @property
    def sheet(self):
        return fold(store.facts(self.case), date(2027, 12, 31)).household

    def record(self, *facts):
        store.append(self.case, facts, who=store.OWNER, now=datetime.now(UTC))


def words(answer):
    plain = re.sub(r"<(script|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    access = Access()
    more = settings(access, "zh_CN")
    store.open_home(tmp_path_factory.mktemp("household") / "home", more=more)
    from django.test import Client

    browser = Client(headers={"host": HOST})
    browser.cookies["qinghuan"] = access.opened_by(access.key)
    yield browser
    store.close()


@pytest.fixture
def own(client):
    """A new case with nothing in it."""
    opened = CaseOpened(id=store.mint(), on=today(), label="自己的")
    case = store.new_case([opened], who=store.OWNER, now=datetime.now(UTC))
    answers.forget()
    return Rooms(client, case)


@pytest.fixture(scope="module")
def sample_case(client):  # noqa: ARG001 (it opens the folder)
    return load(Screen("zh_CN", as_json=True))


@pytest.fixture
def sample(client, sample_case):
    store.drop_draft(sample_case, "household")
    return Rooms(client, sample_case)


def begun(rooms, **members):
    """The three questions without which nothing can be computed."""
    rooms.answer("home", place="xining", residence="rural")
    people = {"rows": "1", "0-relation": "本人", "0-age": "18_to_59", "0-earns": "on"}
    rooms.answer("members", **{**people, **members})
    rooms.answer("income-1", source="wages", pattern="same", amount="3000", knowledge="stated")


def a_sheet(**more):
    told = {
        "id": store.mint(),
        "on": today(),
        "place": "xining",
        "residence": "rural",
        "members": (Member(relation="本人", age="18_to_59", earns=True),),
        "incomes": (Income(source="wages", by_month=dict.fromkeys(range(1, 13), "3000")),),
        "expenses": (Expense(category="food_tobacco_liquor", amount="600"),),
    }
    return HouseholdStated(**{**told, **more})


class TestIntake:
    def test_an_empty_case_is_taught_and_led_to_the_first_question(self, own):
        assert "先填家里的情况" in own.see()
        assert own.get("sheet").headers["Location"].endswith("/sheet/home")
        assert "你住在哪里" in own.see("sheet/home")
        assert own.sheets() == []

    def test_the_shortest_way_ends_in_one_sheet(self, own):
        begun(own)
        done = own.save()

        assert done.headers["Location"].endswith("household/?kept=1")
        (sheet,) = own.sheets()
        assert (sheet.place, sheet.residence, len(sheet.members)) == ("xining", "rural", 1)
        assert sheet.incomes[0].by_month == dict.fromkeys(range(1, 13), Decimal("3000.00"))
        assert store.draft(own.case, "household") == {}

    def test_every_question_is_in_the_sheet(self, own):
        begun(own)
        own.answer(
            "spend-housing",
            rows="2",
            **{"0-amount": "150", "0-every": "month", "0-knowledge": "known", "0-name": "水电"},
            **{"1-amount": "2800", "1-every": "year", "1-knowledge": "estimated"},
            **{"1-name": "煤", "1-months": ["11", "12", "1"]},
        )
        own.answer("cash", cash="1,350.40")
        own.answer("assets", rows="1", **{"0-name": "三轮车", "0-amount": "6000"})
        own.answer("hardship", hardship="工地停工")
        own.answer("since", hardship_since="2026-07-25", recovery_expected="2027-04-15")
        own.answer("measures", measures="打零工")
        own.answer("pay_day", pay_day="28")
        last = own.answer("share", share_of_surplus="60")
        assert last.headers["Location"].endswith("/review")
        own.save()

        sheet = own.sheet
        assert [(one.name, one.amount, one.every, one.months) for one in sheet.expenses] == [
            ("水电", Decimal("150.00"), "month", ()),
            ("煤", Decimal("2800.00"), "year", (11, 12, 1)),
        ]
        assert [one.knowledge for one in sheet.expenses] == ["known", "estimated"]
        assert sheet.cash == Decimal("1350.40")
        assert sheet.assets[0].name == "三轮车"
        assert (sheet.hardship, sheet.measures, sheet.pay_day) == ("工地停工", "打零工", 28)
        assert sheet.hardship_since == date(2026, 7, 25)
        assert sheet.recovery_expected == date(2027, 4, 15)
        assert sheet.share_of_surplus == Decimal("0.60")

    def test_what_was_typed_is_there_after_a_pause(self, own):
        own.answer("home", place="yushu", residence="pastoral")
        own.post("sheet/cash", {"do": "later", "cash": "一千多"})

        assert "一千多" in own.get("sheet/cash").content.decode()
        assert "有一张没填完的表" in own.see()
        assert own.get("sheet").headers["Location"].endswith("/sheet/assets")
        assert own.sheets() == []

    def test_what_the_browser_keeps_by_itself_changes_no_page(self, own):
        kept = own.post("sheet/hardship", {"do": "keep", "hardship": "摔伤了腰"})

        assert kept.status_code == 204
        assert "摔伤了腰" in own.see("sheet/hardship")

    def test_going_back_keeps_what_was_typed(self, own):
        back = own.post("sheet/measures", {"do": "back", "measures": "写到一半"})

        assert back.headers["Location"].endswith("/sheet/since")
        assert "写到一半" in own.see("sheet/measures")

    def test_a_question_that_does_not_exist_is_not_there(self, own):
        for screen in ("nothing", "income-x", "spend-", "income-１"):
            assert own.get(f"sheet/{screen}").status_code == 404

    def test_a_review_with_nothing_typed_begins_the_questions(self, own):
        assert own.get("sheet/review").headers["Location"].endswith("/sheet/home")

    def test_an_unfinished_sheet_says_what_is_missing_and_is_not_recorded(self, own):
        own.answer("home", place="xining", residence="urban")
        seen = own.see("sheet/review")

        assert "还差这几处" in seen
        assert "谁" not in seen
        assert "家里靠这些钱过日子的有几个人" in seen
        assert own.post("sheet/review", {"seen": "x"}).status_code == 200
        assert own.sheets() == []


class TestMembers:
    def test_people_are_added_and_taken_away_without_losing_the_others(self, own):
        two = {"rows": "2", "0-relation": "本人", "0-age": "18_to_59", "1-relation": "女儿"}
        own.post("sheet/members", {**two, "do": "add"})
        html = own.get("sheet/members").content.decode()
        assert 'name="rows" value="3"' in html
        assert "女儿" in html
        assert "这一项要填" not in html

        three = {**two, "rows": "3", "2-relation": "母亲", "2-age": "60_and_over"}
        own.post("sheet/members", {**three, "do": "remove-1"})
        html = own.get("sheet/members").content.decode()
        assert 'name="rows" value="2"' in html
        assert "女儿" not in html
        assert "母亲" in html

    def test_fifteen_children(self, own):
        people = {"rows": "16", "0-relation": "本人", "0-age": "18_to_59", "0-earns": "on"}
        for at in range(1, 16):
            people |= {f"{at}-relation": "孩子", f"{at}-age": "under_6", f"{at}-dependant": "on"}
        begun(own, **people)
        own.save()

        assert len(own.sheet.members) == 16
        assert own.see().count("孩子") >= 15

    def test_nobody_is_refused_with_what_to_do(self, own):
        refused = own.answer("members", rows="0")

        assert refused.status_code == 200
        assert "至少要有一个人" in words(refused)

    def test_a_person_without_an_age_is_asked_beside_the_field(self, own):
        refused = own.answer("members", rows="1", **{"0-relation": "本人"})

        assert "这一项要填" in words(refused)
        assert 'value="本人"' in refused.content.decode()


class TestIncomes:
    def income(self, own, **typed):
        begun(own)
        return own.answer("income-1", **{"source": "wages", "knowledge": "stated", **typed})

    def test_income_in_two_months_only(self, own):
        self.income(own, pattern="only", amount="8000", months=["5", "6"])
        own.save()

        assert own.sheet.incomes[0].by_month == {5: Decimal("8000.00"), 6: Decimal("8000.00")}

    def test_month_by_month(self, own):
        self.income(own, pattern="monthly", m5="1800", m6="10500", m7="０")
        own.save()

        told = {5: Decimal("1800.00"), 6: Decimal("10500.00"), 7: Decimal("0.00")}
        assert own.sheet.incomes[0].by_month == told

    @pytest.mark.parametrize(
        ("typed", "amount"),
        [
            ("１８５０", "1850.00"),
            ("1.2万", "12000.00"),
            ("3千", "3000.00"),
            ("1,850元", "1850.00"),
            ("￥1850", "1850.00"),
            ("0", "0.00"),
        ],
    )
    def test_amounts_as_people_write_them(self, own, typed, amount):
        self.income(own, pattern="same", amount=typed)
        own.save(confirm="on")

        assert own.sheet.incomes[0].by_month[1] == Decimal(amount)

    @pytest.mark.parametrize("typed", ["-500", "－500", "abc", "1,5", "1.234", "∞", "1e9", "三千"])
    def test_what_is_no_amount_is_asked_again_beside_it(self, own, typed):
        refused = self.income(own, pattern="same", amount=typed)

        assert refused.status_code == 200
        shown = words(refused)
        assert "金额" in shown
        assert "请写金额" in shown or "金额不能小于零" in shown
        assert typed in unescape(refused.content.decode())
        assert own.sheets() == []

    def test_no_income_is_an_answer_and_leads_to_the_steps_without_surplus(self, own):
        begun(own)
        own.post("sheet/income-1", do="remove")
        assert "请加一项收入" in words(own.answer("incomes"))
        own.answer("incomes", none="on")
        own.answer(
            "spend-food_tobacco_liquor",
            rows="1",
            **{"0-amount": "600", "0-every": "month", "0-knowledge": "stated"},
        )
        own.save()
        seen = own.see()

        assert own.sheet.incomes[0].by_month == {}
        assert "现在没有余钱可以还债" in seen
        assert "按顺序做" in seen
        assert "低保" in seen
        assert "换个比例" not in seen

    def test_both_ways_at_once_are_asked_about(self, own):
        refused = self.income(own, pattern="same", amount="3000", m5="8000")

        assert "选的是每月一样" in words(refused)
        assert 'value="8000"' in refused.content.decode()

    def test_only_some_months_need_their_months(self, own):
        assert "请勾上有收入的月份" in words(self.income(own, pattern="only", amount="1"))

    def test_an_example_fills_in_months_and_no_amount(self, own):
        own.post("sheet/income-1", do="example-cordyceps")
        html = own.get("sheet/income-1").content.decode()

        assert re.search(r'<option value="cordyceps" selected', html)
        checked = re.findall(r'name="months" value="(\d+)"[^>]*checked', html)
        assert checked == ["5", "6", "7"]
        assert re.search(r'name="amount" value="\d', html) is None

    def test_two_incomes_stay_apart_when_one_is_removed(self, own):
        begun(own)
        own.answer("income-2", source="driving", pattern="same", amount="900", knowledge="stated")
        own.post("sheet/income-1", do="remove")
        own.save()

        assert [one.source for one in own.sheet.incomes] == ["driving"]

    def test_income_that_will_not_return_is_shown_and_not_counted(self, own):
        self.income(own, pattern="same", amount="3000", once="on")
        own.save()

        assert own.sheet.incomes[0].lasting is False
        assert "不算进能还的钱" in own.see()


class TestReview:
    def test_an_absurd_amount_is_asked_about_before_it_is_recorded(self, own):
        begun(own)
        own.answer("income-1", source="wages", pattern="same", amount="300万", knowledge="stated")
        asked = own.save()

        assert asked.status_code == 200
        assert "有的金额大得不像真的" in words(asked)
        assert own.sheets() == []
        own.save(confirm="on")
        assert len(own.sheets()) == 1

    def test_sending_it_twice_records_it_once(self, own):
        begun(own)
        form = own.review()
        first, second = own.post("sheet/review", form), own.post("sheet/review", form)

        assert first.status_code == second.status_code == 302
        assert len(own.sheets()) == 1

    def test_a_draft_changed_in_another_tab_is_looked_at_again(self, own):
        begun(own)
        form = own.review()
        own.answer("cash", cash="77")
        again = own.post("sheet/review", form)

        assert "在另一个窗口里改过" in words(again)
        assert own.sheets() == []

    def test_a_sheet_recorded_elsewhere_meanwhile_is_not_overwritten_unseen(self, own):
        begun(own)
        form = own.review()
        own.record(a_sheet())
        refused = own.post("sheet/review", form)

        assert "在别处记了一次" in words(refused)
        assert len(own.sheets()) == 1
        own.save()
        assert len(own.sheets()) == 2

    def test_the_later_of_two_sheets_of_one_day_holds(self, own):
        begun(own)
        own.save()
        for amount in ("111", "222", "333", "444", "555"):
            own.answer("cash", cash=amount)
            own.save()

            assert own.sheet.cash == Decimal(amount)

    def test_changes_begin_from_the_last_sheet_and_lose_nothing(self, sample):
        before = sample.sheet
        sample.answer("cash", cash="999")
        sample.save()

        same = {"id", "on", "at", "cash"}
        assert sample.sheet.model_dump(exclude=same) == before.model_dump(exclude=same)
        assert sample.sheet.cash == Decimal("999.00")

    def test_a_sheet_stated_late_in_the_day_does_not_hide_a_later_one(self, own):
        own.record(a_sheet(at=time(23, 59, 59), cash="1"))
        own.answer("cash", cash="2")
        own.save()

        assert own.sheet.cash == Decimal("2.00")

    def test_what_is_not_necessary_and_what_came_once_stay_so(self, own):
        optional = Expense(category="other", amount="90", necessary=False, months=(2, 9))
        once = Income(source="family_help", name="姐姐", by_month={8: "1500"}, lasting=False)
        own.record(a_sheet(expenses=(optional,), incomes=(once,), share_of_surplus="0.75"))
        before = own.sheet
        own.answer("cash", cash="2")
        own.save()

        same = {"id", "at", "cash"}
        assert own.sheet.model_dump(exclude=same) == before.model_dump(exclude=same)

    def test_a_slip_leads_to_the_income_it_was_made_in(self, own):
        begun(own)
        own.answer("income-7", source="trade", pattern="same", amount="300万", knowledge="stated")

        assert "sheet/income-7?then=review" in own.get("sheet/review").content.decode()
        slips = own.get("sheet/review").content.decode().split("都对吗")[1]
        assert "sheet/income-7?then=review" in slips

    @pytest.mark.parametrize(
        ("since", "better", "says"),
        [
            (today() + timedelta(days=1), "", "这一天还没到"),
            (date(2026, 5, 2), date(2026, 5, 1), "早于开始的日子"),
            ("昨天", "", "看不懂"),
        ],
    )
    def test_days_that_cannot_be_are_asked_again(self, own, since, better, says):
        refused = own.answer("since", hardship_since=str(since), recovery_expected=str(better))

        assert says in words(refused)
        assert str(since) in refused.content.decode()

    def test_a_draft_that_lay_long_says_so(self, own):
        begun(own)
        kept = dict(store.draft(own.case, "household"))
        old = (today() - timedelta(days=120)).isoformat()
        store.keep_draft(own.case, "household", {**kept, "begun": old})

        assert "这份草稿放了很久" in own.see("sheet/review")
        assert "这份草稿放了很久" in own.see("sheet/cash")

    def test_a_draft_overtaken_by_another_sheet_can_be_dropped(self, own):
        begun(own)
        own.record(a_sheet(cash="5"))
        assert "家里的情况在别处又记了一次" in own.see("sheet/review")
        own.post("sheet/discard")

        assert store.draft(own.case, "household") == {}
        assert 'value="5.00"' in own.get("sheet/cash").content.decode()

    def test_a_broken_draft_breaks_no_page(self, own):
        broken = {
            "begun": "?",
            "typed.members": "rows=x&0-age=%00",
            "typed.income-９": "a",
            "at": "q",
        }
        store.keep_draft(own.case, "household", broken)

        for path in ("", "sheet/review", "sheet/members", "sheet/incomes"):
            assert own.get(path).status_code == 200

    def test_doubts_lead_to_the_question_that_can_be_changed(self, own):
        begun(own)
        own.answer("members", rows="1", **{"0-relation": "本人", "0-age": "18_to_59"})
        html = own.get("sheet/review").content.decode()

        assert "没有一个家人标为有收入" in html
        assert "sheet/members?then=review" in html

    def test_after_a_change_from_the_review_the_review_comes_back(self, own):
        begun(own)
        changed = own.post("sheet/cash?then=review", {"do": "go", "cash": "1"})

        assert changed.headers["Location"].endswith("/sheet/review")


class TestExpenses:
    def test_the_figure_of_the_bills_is_offered_and_kept_as_known(self, sample):
        html = sample.get("sheet/spend-food_tobacco_liquor").content.decode()
        assert "账单上：每月" in html

    def test_a_changed_figure_of_the_bills_is_the_persons_word(self, sample):
        bills = answers.assessed(
            next(one for one in store.cases(store.OWNER) if one.id == sample.case)
        ).household
        line = next(one for one in bills.expenses if one.category == "food_tobacco_liquor")
        rows = {"rows": "1", "0-every": "month", "0-knowledge": "bills"}
        sample.answer("spend-food_tobacco_liquor", **rows, **{"0-amount": str(line.known)})
        sample.save()
        first = next(one for one in sample.sheet.expenses if one.category == line.category)
        sample.answer("spend-food_tobacco_liquor", **rows, **{"0-amount": "1850"})
        sample.save()
        second = next(one for one in sample.sheet.expenses if one.category == line.category)

        assert (first.amount, first.knowledge) == (line.known, "known")
        assert (second.amount, second.knowledge) == (Decimal("1850.00"), "stated")

    def test_no_expenses_at_all_is_recorded_and_said_to_be_unknown(self, own):
        begun(own)
        own.save()

        assert own.sheet.expenses == ()
        assert "吃饭、住房、看病等，每月各要多少钱" in own.see()

    def test_a_stated_nothing_is_an_answer(self, own):
        begun(own)
        own.answer(
            "spend-clothing",
            rows="1",
            **{"0-amount": "0", "0-every": "month", "0-knowledge": "stated"},
        )
        own.save()

        assert [one.amount for one in own.sheet.expenses] == [Decimal("0.00")]


class TestPage:
    def test_the_sample_shows_every_part(self, sample):
        seen = sample.see()

        for part in (
            "每月能还多少",
            "往后十二个月",
            "八类开支和参考范围",
            "家里人",
            "摊到每个月的费用",
            "取暖的月份",
            "手头的钱",
            "往后的扣款日、还款日和发钱日",
            "各类参考数按全国比例推算",
            "旧数：",
            "只给你自己看，不发给债主",
        ):
            assert part in seen, part

    def test_the_table_beside_the_picture_holds_its_figures(self, sample):
        html = sample.get().content.decode()
        drawn = re.search(r'id="household-months">(.*?)</script>', html, re.DOTALL)[1]

        assert '"stack": "income"' in drawn
        assert '"line": true' in drawn
        assert html.index('class="chart"') < html.index('scope="row"')

    def test_help_from_family_is_shown_apart_and_never_in_the_picture(self, own):
        wages = Income(source="wages", by_month={5: "3000"})
        help = Income(source="family_help", by_month={5: "1000"})
        own.record(a_sheet(incomes=(wages, help)))
        html = own.get().content.decode()
        drawn = re.search(r'id="household-months">(.*?)</script>', html, re.DOTALL)[1]

        assert "工资" in drawn
        assert "家人帮助" not in drawn
        assert "家人帮助" in html

    def test_each_figure_leads_to_its_way(self, sample):
        html = sample.get().content.decode()
        ways = set(re.findall(r'href="(/case/\w+/why/[^"]+)"', html))

        assert len(ways) > 10
        for way in ways:
            assert sample.client.get(way).status_code == 200, way

    def test_a_share_above_the_default_bears_its_mark_and_is_only_tried(self, sample):
        before = len(sample.sheets())
        html = sample.get("?share_of_surplus=100").content.decode()

        assert 'class="above"' in html
        assert "还没有记下" in html
        assert len(sample.sheets()) == before
        assert 'class="above"' not in sample.get().content.decode()

    def test_another_share_is_kept_through_the_review(self, sample):
        kept = sample.post("share", share_of_surplus="80")
        assert kept.headers["Location"].endswith("/sheet/review")
        sample.save()

        assert sample.sheet.share_of_surplus == Decimal("0.80")
        assert 'class="above"' in sample.get().content.decode()

    @pytest.mark.parametrize("typed", ["0", "101", "abc", "50.5", "-1"])
    def test_a_share_that_is_none_says_what_to_write(self, sample, typed):
        seen = sample.see(f"?share_of_surplus={typed}")

        assert "请写 1 到 100 的整数" in seen or "请写数字" in seen

    def test_hostile_words_are_plain_text_everywhere(self, own):
        hostile = "<script>alert(1)</script>"
        begun(own, **{"0-relation": hostile, "0-note": hostile})
        own.answer(
            "income-1",
            source="wages",
            name=hostile,
            pattern="same",
            amount="3000",
            knowledge="stated",
        )
        own.answer("assets", rows="1", **{"0-name": hostile, "0-amount": "1"})
        own.answer("hardship", hardship=hostile)
        own.answer(
            "spend-other",
            rows="1",
            **{"0-name": hostile, "0-amount": "40", "0-every": "year", "0-knowledge": "stated"},
        )
        for path in ("sheet/review", "sheet/incomes", "sheet/members", "sheet/spend-other"):
            assert "<script>alert" not in own.get(path).content.decode()
        own.save()
        assert "<script>alert" not in own.get().content.decode()
        assert "alert(1)" in own.get().content.decode()

    def test_words_of_not_wanting_to_live_are_not_kept(self, own):
        answer = own.answer("hardship", hardship="我不想活了")

        assert "现在有人可以听你说" in words(answer)
        assert store.draft(own.case, "household") == {}

    def test_a_category_too_thin_to_last_is_said_by_word_and_sign(self, own):
        begun(own)
        own.answer(
            "spend-food_tobacco_liquor",
            rows="1",
            **{"0-amount": "20", "0-every": "month", "0-knowledge": "stated"},
        )
        own.save()
        html = own.get().content.decode()

        assert "有 1 类太低，这样撑不久" in html
        assert "太低，撑不久" in html
        assert 'class="band-state too_thin"' in html

    def test_where_figures_of_another_place_stand_in_it_says_so(self, own):
        own.record(a_sheet(place="yushu", residence="pastoral"))
        seen = own.see()

        assert "先用西宁的代替" in seen
        assert "先用农村的代替" in seen

    def test_outside_qinghai_national_figures_stand_in_and_the_allowance_is_asked(self, own):
        own.record(a_sheet(place="elsewhere"))
        seen = own.see()

        assert "先用全国的代替" in seen
        assert "低保标准是多少" in seen

    def test_an_old_sheet_says_how_old_it_is(self, own):
        own.record(a_sheet(on=today() - timedelta(days=120)))

        assert "家庭情况是 120 天前填的" in own.see()

    def test_the_days_ahead_set_debits_beside_pay_day(self, sample):
        seen = sample.see("ahead")

        assert "发钱" in seen
        assert "最低还款" in seen
        assert "可以请求停止自动扣款" in seen
        assert seen.index("2026年12月25日") < seen.index("2026年12月28日")

    def test_without_a_household_the_days_ahead_teach(self, own):
        assert "先填家里的情况，才能排出日子" in own.see("ahead")

    def test_no_page_of_the_room_holds_an_inline_script_or_style(self, sample):
        for path in ("", "ahead", "person", "sheet/review", "sheet/income-1", "sheet/members"):
            html = sample.get(path).content.decode()
            assert " style=" not in html
            assert " onclick" not in html
            assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []

    @pytest.mark.parametrize("language", ["en", "zh_CN"])
    def test_every_page_stands_in_both_languages(self, sample, language):
        store.prefer("language", language)
        try:
            for path in ("", "ahead", "person", "sheet/review", "sheet/incomes", "sheet/income-2"):
                assert sample.get(path).status_code == 200
            for screen in SCREENS:
                assert sample.get(f"sheet/{screen}").status_code == 200
        finally:
            store.prefer("language", "")


class TestPerson:
    def test_it_says_what_each_thing_is_for_and_records_what_was_given(self, own):
        seen = own.see("person")
        assert "平台核对身份时用" in seen
        form = own.get("person").content.decode()
        token = re.search(r'name="_token" value="([^"]+)"', form)[1]
        own.post(
            "person",
            _token=token,
            name="马某",
            phone="１３８",
            identity_tail="１２３x",
            adult="yes",
        )

        known = fold(store.facts(own.case), today()).person
        assert (known.name, known.identity_tail, known.adult) == ("马某", "123X", True)
        assert known.account_holder is None

    def test_a_whole_identity_number_is_not_taken(self, own):
        refused = own.post("person", identity_tail="63010119900101123X")

        assert "不要写全号" in words(refused)
        assert fold(store.facts(own.case), today()).person is None

    def test_a_later_change_holds(self, own):
        for name in ("甲", "乙", "丙"):
            own.post("person", name=name)
            assert fold(store.facts(own.case), today()).person.name == name

    @pytest.mark.parametrize("then", ["papers/", "papers/write/proposal?debt=ab12&offer=target"])
    def test_it_leads_back_to_the_page_that_needed_it(self, own, then):
        there = f"/case/{own.case}/{then}"

        kept = own.post(f"person?{urlencode({'then': there})}", name="马某")

        assert (kept.status_code, kept.url) == (302, there)

    @pytest.mark.parametrize(
        "then",
        [
            "https://example.org/",
            "//example.org/",
            "/settings",
            "/case/another0/papers/",
            "/case/{case}",
            "/case/{case}/../another0/",
            "/case/{case}/%2e%2e/another0/",
            "/case/{case}/papers\\..\\",
            "/case/{case}/papers/\r\nX: y",
            "javascript:alert(1)",
        ],
    )
    def test_only_a_page_of_this_case_is_led_back_to(self, own, then):
        where = f"person?{urlencode({'then': then.format(case=own.case)})}"

        kept = own.post(where, name="马某")

        assert kept.url == f"/case/{own.case}/household/?kept=1#person"
        assert f'href="/case/{own.case}/household/"' in own.get(where).content.decode()
