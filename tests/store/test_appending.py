"""The only write of facts: one transaction, in order, once per token."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.errors import RuleError
from qinghuan.journal.fact import Redacted
from store.making import DAY, NOW, add, bill, case, debt, due, import_bill, line, note, opened, paid

pytestmark = pytest.mark.usefixtures("home")


def refused(code, call, *arguments, **more):
    with pytest.raises(store.StoreRefused) as caught:
        call(*arguments, **more)
    assert caught.value.problem.code == code
    return caught.value.problem


def test_what_was_appended_is_read_back_as_it_was():
    where = case()
    facts = [note("打过电话\u0000 \U0001f600"), debt()]

    appended = add(where, *facts)

    assert [recorded.fact for recorded in store.facts(where)][1:] == facts
    assert store.entries(where)[1:] == list(appended.entries)
    assert store.head(where) == (3, appended.head)
    assert store.verify(where) == []


def test_a_repeated_token_records_nothing_and_gives_the_first_result():
    where = case()
    first = add(where, note("a"), note("b"), token="form1")
    add(where, note("between"))

    again = add(where, note("a"), note("b"), token="form1")

    assert again.repeated
    assert again.entries == first.entries
    assert store.head(where)[0] == 4


def test_time_never_runs_back_even_when_the_clock_does():
    where = case()
    add(where, note(), now=NOW + timedelta(days=1))
    add(where, note(), now=NOW - timedelta(days=9))

    times = [entry.recorded_at for entry in store.entries(where)]
    assert times == sorted(times)
    assert len(set(times)) == 3


def test_a_form_is_refused_when_a_later_entry_touched_the_same_debt():
    owed = debt()
    where = case(owed)
    seen = store.head(where)[0]
    add(where, paid(owed.id))

    problem = refused("store.changed_meanwhile", add, where, due(owed.id), expected=seen)

    assert problem.where == store.entries(where)[-1].id
    assert store.head(where)[0] == 3


def test_a_form_passes_when_only_other_things_changed():
    owed, other = debt(), debt("Other")
    where = case(owed, other)
    seen = store.head(where)[0]
    add(where, paid(other.id), note("call"))

    assert add(where, due(owed.id), expected=seen).sequence == 6


def test_a_correction_touches_the_debt_of_what_it_corrects():
    owed = debt()
    payment = paid(owed.id)
    where = case(owed, payment)
    seen = store.head(where)[0]
    right = payment.model_copy(update={"amount": Decimal("41.00")})
    add(where, KINDS.correction(payment, right, id=store.mint(), on=DAY, reason="typo"))

    refused("store.changed_meanwhile", add, where, due(owed.id), expected=seen)


def test_an_unknown_case_is_refused():
    refused("store.no_case", add, "nothing0", note())
    refused("store.no_case", store.entries, "nothing0")
    refused("store.no_case", store.verify, "nothing0")


def test_another_person_sees_and_changes_nothing():
    where = case()
    stranger = store.Who("someone")

    assert store.cases(stranger) == []
    refused("store.no_case", store.append, where, [note()], who=stranger, now=NOW)


def test_an_entry_that_names_a_file_nobody_kept_is_refused():
    where = case()

    refused("store.file_missing", add, where, note(files=("0" * 64,)))
    assert store.head(where)[0] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ([], None),
        lambda: ([Redacted(id="redacted1", on=DAY, which="whatever1", reason="r")], None),
        lambda: ([note()], bill(line())[1]),
        lambda: ([bill(line())[0]], None),
        lambda: ([bill(line(1))[0]], bill(line(2))[1]),
    ],
)
def test_misuse_is_an_error_of_the_program(wrong):
    where = case()
    facts, lines = wrong()

    with pytest.raises(RuleError):
        add(where, *facts, lines=lines)
    assert store.head(where)[0] == 1


def test_an_id_used_twice_records_nothing():
    where = case()
    fact = note("once")
    add(where, fact)

    with pytest.raises(RuleError, match="used"):
        add(where, note("other"), fact)
    assert store.head(where)[0] == 2


def test_lines_stand_with_their_import_and_supersede_what_they_update():
    where = case()
    first = import_bill(where, line(1), line(2, status_class="pending", moved=False))
    old = store.lines(where)[1]
    import_bill(where, store.NewLine(line(2), supersedes=old.id))

    assert [kept.id for kept in store.lines(where, superseded=True)][:2] == [
        f"{first.id}-0",
        f"{first.id}-1",
    ]
    now = store.lines(where)
    assert [kept.line for kept in now] == [line(1), line(2)]
    assert now[1].supersedes == old.id
    assert store.verify(where) == []


def test_an_import_matched_before_another_import_is_refused():
    where = case()
    fact, lines = bill(line(1), matched_at=store.known(where, "alipay").sequence)
    import_bill(where, line(1))

    refused("store.import_meanwhile", add, where, fact, lines=lines)
    assert len(store.lines(where)) == 1


def test_known_lines_are_found_by_their_keys():
    where = case()
    import_bill(where, line(1), line(2))

    known = store.known(where, "alipay")

    assert sorted(
        {found.line.source_row for lines in known.by_key.values() for found in lines}
    ) == [1, 2]
    assert known.sequence == 2
    assert not store.known(where, "wechat").by_key


def test_two_writers_of_one_case_lose_and_double_nothing():
    where = case()
    wanted: list[str] = []
    faults: list[BaseException] = []

    def work(number):
        try:
            for step in range(12):
                fact = note(f"{number}/{step}")
                store.append(where, [fact], who=store.OWNER, now=NOW, token=fact.id)
                wanted.append(fact.id)
                store.append(where, [fact], who=store.OWNER, now=NOW, token=fact.id)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    ids = [entry.id for entry in store.entries(where)[1:]]
    assert sorted(ids) == sorted(wanted)
    assert len(ids) == 8 * 12
    assert store.verify(where) == []


def test_a_new_case_with_a_broken_start_leaves_no_case():
    with pytest.raises(RuleError):
        store.new_case([], who=store.OWNER, now=NOW)
    refused(
        "store.file_missing",
        store.new_case,
        [opened(), note(files=("0" * 64,))],
        who=store.OWNER,
        now=NOW,
    )

    assert store.cases(store.OWNER) == []


def test_opening_with_a_repeated_token_gives_the_same_case():
    first = store.new_case([opened()], who=store.OWNER, now=NOW, token="form")

    assert store.new_case([opened()], who=store.OWNER, now=NOW, token="form") == first
    assert store.new_case([opened()], who=store.OWNER, now=NOW, token="other") != first
    assert len(store.cases(store.OWNER)) == 2


def test_a_minted_name_can_name_an_entry():
    assert len({store.mint() for _ in range(100)}) == 100
    assert all(name.isalnum() and name.islower() and len(name) == 16 for name in [store.mint()])
