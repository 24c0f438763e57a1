"""Papers in the app: looked at, written once, kept as written; and the timeline behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from hashlib import sha256
from html import escape, unescape

import pytest

from documents import samples
from documents.unpacked import docx_parts, docx_text, pdf_metadata, pdf_streams, pdf_text
from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.cli import sample
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.documents import paper as paper_model
from qinghuan.documents.paper import (
    KINDS,
    Facts,
    Heading,
    Items,
    Journal,
    Note,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    run,
)
from qinghuan.documents.tree import texts, tree
from qinghuan.household.entries import PersonDescribed
from qinghuan.store.refusal import refusal
from qinghuan.web.papers.laying import laid_out
from web.rooms import HUABEI, JIEBEI, NOW, SPOKEN, Rooms, page, typed, words

PROPOSAL = f"papers/write/proposal?debt={HUABEI}"
HOSTILE = "<img src=x onerror=alert(1)>{% url %}"


@pytest.fixture
def rooms(tmp_path):
    yield Rooms(tmp_path / "home")
    store.close()


def without(kind: str):
    return [fact for fact in sample.facts() if kind != fact.KIND]


def issued(rooms):
    return rooms.facts("document_issued")


def test_papers_are_listed_by_where_they_go_with_what_each_does(rooms):
    said = words(rooms.get("papers/"))

    assert said.index("问清楚") < said.index("谈和签") < said.index("自己留着的")
    assert "发出后，等于请求分期，三年会重新计算" in said
    assert "支付令" in said.split("现在用不上的")[1]


def test_a_case_without_debts_is_told_to_record_one(tmp_path):
    rooms = Rooms(
        tmp_path / "home", facts=[CaseOpened(id="opened000", on=date(2026, 11, 18), label="空")]
    )

    assert "先登记一笔" in words(rooms.get("papers/"))
    assert "还没有写出文书" in words(rooms.get("papers/issued"))
    store.close()


def test_the_page_shows_every_word_of_the_paper_and_nothing_is_recorded_by_looking(rooms):
    before = len(rooms.entries())
    said = re.sub(r"\s", "", words(rooms.get(PROPOSAL)))
    rooms.send(PROPOSAL)
    kept = issued(rooms)[0].digests["docx"]

    body = docx_parts(store.file(kept))["word/document.xml"]
    pieces = [unescape(piece) for piece in re.findall(r"<w:t[ >][^<]*", body)]
    read = [re.sub(r"\s", "", piece.split(">", 1)[-1]) for piece in pieces]
    assert len(read) > 100
    shown = [piece.strip("_") for piece in read if not re.fullmatch(r"\d+\.", piece)]
    assert not [piece for piece in shown if piece not in said]
    assert len(rooms.entries()) == before + 1


def every_block() -> Paper:
    """A paper with each kind of block in it, hostile words in each."""

    def bad(said: str) -> str:
        return f"{said}{HOSTILE}"

    right = Table(
        header=(Run(bad("项目")), Run("金额", "来源一")), rows=((run(bad("本金")), run("12.00")),),
        align=("left", "right"), widths=(1, 1), total=(run(bad("合计")), run("13.00")),
        caption=bad("表一"),
        tall=True,
    )  # fmt: skip
    return Paper(
        kind="proposal", number="QH1", title=HOSTILE, issued_on=date(2026, 11, 20),
        blocks=(
            Heading(bad("标题一")), Heading(bad("标题二"), 2),
            Paragraph((Run(bad("字"), "来源二", bold=True),)),
            Paragraph(run(bad("平")), plain=True), Items((run(bad("甲")),)),
            Items((run(bad("乙")),), ordered=False),
            Facts(((bad("签"), run(bad("值"))),)), right,
            Note(run(bad("注"))), Note(run(bad("警")), "warning"),
            Note(run(bad("说")), "say"), Signature((bad("本人签名："),)),
        ),
        marking="自存",
    )  # fmt: skip


def test_every_kind_of_block_is_shown_and_hostile_words_stay_words(rooms, monkeypatch):
    from qinghuan.web.papers import drafting

    made = every_block()
    kinds = {type(block) for block in made.blocks}
    assert kinds == set(paper_model.Block.__args__)
    draft = drafting.drafts
    monkeypatch.setattr(
        drafting, "drafts", lambda *a, **k: (replace(draft(*a, **k)[0], paper=made),)
    )
    shown = rooms.get(PROPOSAL)

    said = words(shown)
    for text in texts({**laid_out(made), "labels": {}, "kind": "", "language": ""}):
        if text not in {"left", "right", "center", "note", "warning", "say"} | BLOCKS:
            assert text in said, text
    assert "<img" not in page(shown)
    for tag in ("<caption>", "<thead>", 'class="total"', "<ol>", "<strong>", "to-right", "to-sign"):
        assert tag in page(shown)


BLOCKS = {"heading", "paragraph", "items", "facts", "table", "note", "signature"}


def test_the_samples_of_every_paper_can_be_laid_out():
    for name in dir(samples):
        made = getattr(samples, name)
        if isinstance(made, Paper):
            assert [one["block"] for one in laid_out(made)["blocks"]] == [
                one["block"] for one in tree(made)["blocks"]
            ]


def test_writing_records_the_paper_with_its_digests_and_the_journal_it_was_made_from(rooms):
    sequence, head = store.head(rooms.case)
    done = rooms.send(PROPOSAL)
    fact = issued(rooms)[0]

    assert done.status_code == 302
    assert (fact.paper, fact.number, fact.debt) == ("proposal", "QH20261120-01", HUABEI)
    assert (fact.head_sequence, fact.head) == (sequence, head)
    assert fact.recipient == "重庆蚂蚁消费金融有限公司"
    assert set(fact.digests) == {"pdf", "docx"}
    assert set(fact.files) == set(fact.digests.values())
    assert fact.on == date(2026, 11, 20)


def test_what_is_handed_out_is_what_was_written_byte_for_byte(rooms):
    rooms.send(PROPOSAL)
    fact = issued(rooms)[0]

    for ending, digest in fact.digests.items():
        given = rooms.get(f"papers/issued/{fact.id}/{ending}")
        assert sha256(given.content).hexdigest() == digest
        assert f'{fact.number}-proposal.{ending}"' in given["Content-Disposition"]
        assert given["Content-Disposition"].startswith("attachment")
    looked = rooms.get(f"papers/issued/{fact.id}/pdf?look=1")
    assert looked["Content-Disposition"].startswith("inline")
    assert "script-src" not in looked["Content-Security-Policy"]
    assert "default-src 'none'" in looked["Content-Security-Policy"]


def test_sending_the_form_twice_writes_one_paper(rooms):
    fields = typed(rooms.get(PROPOSAL))
    first, second = rooms.post(PROPOSAL, fields), rooms.post(PROPOSAL, fields)

    assert first.url == second.url
    assert len(issued(rooms)) == 1


def test_a_paper_that_changed_since_it_was_looked_at_is_shown_again_before_it_is_written(rooms):
    fields = typed(rooms.get(PROPOSAL))
    person = rooms.facts("person_described")[0]
    rooms.add(
        person.model_copy(update={"id": store.mint(), "at": time(23, 59), "phone": "13911111111"})
    )
    shown = rooms.post(PROPOSAL, fields)

    assert shown.status_code == 200
    assert "看过再写出" in words(shown)
    assert "13911111111" in words(shown)
    assert not issued(rooms)
    assert rooms.post(PROPOSAL, typed(shown)).status_code == 302


def test_another_entry_that_changes_nothing_in_the_paper_does_not_stop_it(rooms):
    fields = typed(rooms.get(PROPOSAL))
    rooms.add(ContactMade(id="later0000", on=date(2026, 11, 20), debt=JIEBEI,
                          direction="incoming", channel="message"))  # fmt: skip

    assert rooms.post(PROPOSAL, fields).status_code == 302


def test_a_full_disk_is_said_and_the_paper_can_be_written_afterwards(rooms, monkeypatch):
    def full(_content):
        raise refusal("disk_full", "home")

    fields = typed(rooms.get(PROPOSAL))
    with monkeypatch.context() as patch:
        patch.setattr("qinghuan.store.issuing.keep_file", full)
        shown = rooms.post(PROPOSAL, fields)
    assert shown.status_code == 200
    assert 'role="alert"' in page(shown)
    assert not issued(rooms)
    assert rooms.post(PROPOSAL, typed(shown)).status_code == 302


def test_papers_are_numbered_on_even_when_two_were_looked_at_together(rooms):
    first, second = typed(rooms.get(PROPOSAL)), typed(rooms.get("papers/write/report_kept"))
    rooms.post(PROPOSAL, first)
    rooms.post("papers/write/report_kept", second)

    assert [one.number[-2:] for one in issued(rooms)] == ["01", "02"]


def test_the_pages_and_the_command_write_the_same_paper(rooms):
    from qinghuan.case.assess import assess
    from qinghuan.case.fold import fold
    from qinghuan.cli.papers import planned

    day = date(2026, 11, 20)
    case = fold(store.facts(rooms.case), day, store.bill_sums(rooms.case))
    made_from = Journal(*store.head(rooms.case))
    (draft,) = planned(assess(case, day), "zh_CN", HUABEI, ("proposal",), journal=made_from)
    rooms.send(PROPOSAL)
    (by_page,) = issued(rooms)

    by_command = store.contents_of(draft.paper)
    assert by_page.digests == {end: sha256(one).hexdigest() for end, one in by_command.items()}
    assert by_page.figures == draft.figures
    assert (by_page.number, by_page.recipient) == (draft.number, draft.recipient)


def test_a_paper_numbered_like_one_issued_meanwhile_is_not_issued_again(rooms):
    from qinghuan.case.assess import assess
    from qinghuan.case.fold import fold
    from qinghuan.cli.papers import planned

    day = date(2026, 11, 20)
    case = fold(store.facts(rooms.case), day, store.bill_sums(rooms.case))
    made_from = Journal(*store.head(rooms.case))
    (draft,) = planned(assess(case, day), "zh_CN", HUABEI, ("proposal",), journal=made_from)
    rooms.send(PROPOSAL)
    made = store.MadePaper(draft, store.contents_of(draft.paper))

    with pytest.raises(store.StoreRefused):
        store.issue(rooms.case, [made], who=store.OWNER, now=NOW)
    assert len(issued(rooms)) == 1


@pytest.mark.parametrize("offer", ["opening", "target", "bottom_line"])
def test_the_paper_asks_for_the_offer_that_was_chosen_and_for_no_other(rooms, offer):
    from qinghuan.case.plan import asked_for
    from qinghuan.web.answers import planned
    from qinghuan.web.page import case_of

    made = planned(case_of(rooms.case))
    rooms.send(f"{PROPOSAL}&offer={offer}")
    option = asked_for(made, offer)[HUABEI]

    assert issued(rooms)[0].figures["monthly"] == f"{option.monthly.value:.2f}"


def test_nothing_internal_is_in_a_file_that_leaves(rooms):
    internal = (
        "底线",
        "时效",
        "概率",
        "内部",
        "limitation",
        "bottom_line",
        "bottom line",
        "chance",
        rooms.case,
        HUABEI,
    )
    rooms.send(f"{PROPOSAL}&offer=target")
    rooms.send(f"papers/write/confirmation?debt={HUABEI}&about={SPOKEN}")
    for fact in issued(rooms):
        pdf = rooms.get(f"papers/issued/{fact.id}/pdf").content
        docx = rooms.get(f"papers/issued/{fact.id}/docx").content
        whole = pdf_text(pdf) + pdf_streams(pdf) + str(pdf_metadata(pdf)) + docx_text(docx)
        whole += "".join(docx_parts(docx).values())
        assert not [word for word in internal if word in whole]


def test_a_missing_name_is_said_with_the_way_to_the_form_and_then_the_paper_is_there(tmp_path):
    rooms = Rooms(tmp_path / "home", facts=without("person_described"))
    shown = rooms.get(PROPOSAL)
    assert "姓名" in words(shown)
    person = re.search(r'href="(/case/\w+/household/person[^"]*)"', page(shown))[1]
    asked = rooms.get(person)
    assert 'name="phone"' in page(asked)
    assert f'href="{escape(rooms.at(PROPOSAL))}"' in page(asked)
    assert "写出 PDF" not in words(shown)
    assert rooms.post(PROPOSAL, {"_token": "t" * 16}).status_code == 200
    assert not issued(rooms)

    kept = rooms.send(person, name=HOSTILE, phone="13800000000", adult="yes")

    assert kept.url == rooms.at(PROPOSAL)
    again = rooms.get(kept.url)
    assert "写出 PDF" in words(again)
    assert "<img" not in page(again)
    assert rooms.send(PROPOSAL).status_code == 302
    store.close()


def test_a_number_that_is_no_tail_of_an_identity_is_said_beside_its_field(rooms):
    shown = rooms.send("household/person", identity_tail="630121198001010011")

    assert shown.status_code == 200
    assert "has-fault" in page(shown)
    assert len(rooms.facts("person_described")) == 1


def test_a_character_no_font_can_draw_stops_the_paper_with_what_to_do(rooms):
    person = rooms.facts("person_described")[0]
    rooms.add(
        person.model_copy(update={"id": store.mint(), "at": time(23, 59), "name": "\U0001f642"})
    )

    shown = rooms.get(PROPOSAL)
    assert shown.status_code == 200
    assert "U+1F642" in words(shown)
    assert rooms.get("papers/").status_code == 200


def test_every_kind_can_be_asked_for_and_one_that_does_not_exist_is_not_there(rooms):
    for kind in KINDS:
        assert rooms.get(f"papers/write/{kind}").status_code == 200
    assert rooms.get("papers/write/threat").status_code == 404
    assert rooms.get(f"papers/write/confirmation?about={HUABEI}").status_code == 404


def test_a_paper_that_leaves_is_chinese_unless_english_is_asked_for(rooms):
    store.prefer("language", "en")

    assert "协商还款申请书" in words(rooms.get(PROPOSAL))
    assert "协商还款申请书" not in words(rooms.get(f"{PROPOSAL}&language=en"))


def test_a_paper_of_before_whose_file_was_not_kept_says_so(rooms):
    rooms.send(PROPOSAL)
    fact = issued(rooms)[0]
    rooms.add(fact.model_copy(update={"id": "before000", "files": ()}))

    assert "当时没有留存文件" in words(rooms.get("papers/issued/before000"))
    assert rooms.get("papers/issued/before000/pdf").status_code == 404


def test_a_kept_file_that_was_changed_is_not_handed_out(rooms, tmp_path):
    rooms.send(PROPOSAL)
    fact = issued(rooms)[0]
    for digest in fact.files:
        (tmp_path / "home" / "files" / digest).write_bytes(b"other")

    assert "所以不给你那一份" in words(rooms.get(f"papers/issued/{fact.id}"))
    assert rooms.get(f"papers/issued/{fact.id}/pdf").status_code == 404


def test_the_list_of_papers_shows_number_day_and_head_of_the_journal(rooms):
    rooms.send(PROPOSAL)
    fact = issued(rooms)[0]

    said = words(rooms.get("papers/issued"))
    assert fact.number in said
    assert fact.head[:12] in said
    whole = words(rooms.get(f"papers/issued/{fact.id}"))
    assert all(digest in whole for digest in fact.digests.values())
    assert fact.head in whole


def test_a_court_paper_puts_its_answer_first(rooms):
    came = date(2026, 11, 16)
    rooms.add(
        CourtPaperReceived(id="court0000", on=came, paper="summons", debt=HUABEI, received_on=came)
    )
    shown = rooms.get("papers/")

    assert words(shown).index("交法院的") < words(shown).index("问清楚")
    assert f"/case/{rooms.case}/contact/court/court0000/correct" in page(shown)


# What is left out, and versions


def test_what_is_ticked_is_left_out_of_the_page_and_of_both_files(rooms):
    person = rooms.facts("person_described")[0]
    shown = rooms.get(PROPOSAL)
    assert person.phone in words(shown)
    assert 'name="hide" value="third_persons"' not in page(shown)

    hiding = f"{PROPOSAL}&hide=phone&hide=address"
    assert person.phone not in words(rooms.get(hiding))
    rooms.send(hiding)
    (fact,) = issued(rooms)
    assert fact.figures["hidden"] == "address, phone"
    for ending in ("pdf", "docx"):
        content = store.file(fact.digests[ending])
        read = pdf_text(content) if ending == "pdf" else docx_text(content)
        assert person.phone not in read
        assert person.address not in read
        assert person.name in read


def test_what_may_be_left_out_is_what_the_paper_has(rooms):
    spoken = rooms.get(f"papers/write/confirmation?debt={HUABEI}&about={SPOKEN}")

    assert 'name="hide" value="third_persons"' in page(spoken)
    assert 'name="hide"' not in page(rooms.get("papers/write/report_kept"))


def test_a_second_version_takes_the_place_of_the_first_and_shows_the_difference(rooms):
    rooms.send(f"{PROPOSAL}&offer=opening")
    rooms.send(f"{PROPOSAL}&offer=bottom_line&hide=phone")
    first, second = sorted(issued(rooms), key=lambda one: one.number)

    old, new = (rooms.get(f"papers/issued/{one.id}") for one in (first, second))
    assert "第1版 · 已有新版" in words(old)
    assert f"papers/issued/{second.id}" in page(old)
    assert "第2版 · 现在用的" in words(new)
    shown = words(new)
    for name in ("monthly", "instalments"):
        if first.figures[name] != second.figures[name]:
            assert first.figures[name] in shown
            assert second.figures[name] in shown
    assert "隐去的" in shown
    assert "<del>" in page(new)
    assert "<ins>" in page(new)
    listed = words(rooms.get("papers/issued"))
    assert "现在用的" in listed
    assert "已有新版" in listed


def test_a_paper_without_other_versions_speaks_of_none(rooms):
    rooms.send(PROPOSAL)

    assert "现在用的" not in words(rooms.get(f"papers/issued/{issued(rooms)[0].id}"))


def test_versions_whose_file_is_gone_are_compared_by_their_figures_alone(rooms, tmp_path):
    rooms.send(f"{PROPOSAL}&offer=opening")
    rooms.send(f"{PROPOSAL}&offer=bottom_line")
    first, second = sorted(issued(rooms), key=lambda one: one.number)
    (tmp_path / "home" / "files" / first.digests["docx"]).write_bytes(b"other")

    assert "比不了文字" in words(rooms.get(f"papers/issued/{second.id}"))


def test_every_kind_has_its_group():
    from qinghuan.web.papers.groups import GROUPS

    grouped = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(grouped) == sorted(KINDS)


# The timeline


def test_the_timeline_tells_every_entry_newest_first_with_a_way_to_each(rooms):
    shown = rooms.get("papers/timeline")

    for entry in rooms.entries():
        assert f"papers/timeline/{entry.id}" in page(shown)
    days = re.findall(r"(\d+)年(\d+)月(\d+)日", words(shown).split("今天")[-1])
    told = [date(*map(int, day)) for day in days]
    assert told[0] >= told[-1]


def test_what_was_corrected_is_struck_through_with_its_reason(rooms):
    claim = rooms.facts("claim_received")[0]
    done = rooms.send(f"papers/timeline/{claim.id}", total="8000.00", reason=HOSTILE)
    shown = rooms.client.get(done.url)

    assert re.search(r"<del>[^<]*8,590\.62", page(shown))
    assert "8,000.00" in words(shown)
    assert HOSTILE in words(shown)
    assert "<img" not in page(shown)
    held = next(one for one in rooms.facts("claim_received") if one.id == claim.id)
    assert held.lines == claim.lines
    assert str(held.total) == "8000.00"


def test_a_withdrawn_entry_stays_visible_and_holds_no_more(rooms):
    contact = rooms.facts("contact_made")[0]
    rooms.send(f"papers/timeline/{contact.id}", what="withdraw", reason="记错了")

    assert contact.id not in {one.id for one in rooms.facts("contact_made")}
    said = words(rooms.get("papers/timeline"))
    assert "撤回" in said
    assert "记错了" in said
    assert "不能再改" in words(rooms.get(f"papers/timeline/{contact.id}"))


def test_an_erased_entry_is_shown_as_erased(rooms):
    contact = rooms.facts("contact_made")[0]
    store.redact(rooms.case, contact.id, who=store.OWNER, now=NOW, reason="不想留")

    assert "抹去" in words(rooms.get(f"papers/timeline/{contact.id}"))
    assert contact.said not in page(rooms.get("papers/timeline"))


def test_a_correction_without_a_reason_or_without_a_change_is_not_recorded(rooms):
    claim = rooms.facts("claim_received")[0]
    assert "has-fault" in page(rooms.send(f"papers/timeline/{claim.id}", total="1.00", reason=""))
    same = rooms.send(f"papers/timeline/{claim.id}", reason="看看")

    assert "什么都没有改" in words(same)
    assert not rooms.entries("corrected")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"total": "一百"}, "两位小数"),
        ({"total": "-3"}, "不能小于零"),
        ({"total": ""}, "这一项"),
        ({"on": "2027-01-01"}, "日期在今天之后"),
        ({"total": "90000000000"}, "勾上下面的"),
    ],
)
def test_a_correction_that_cannot_be_is_said_beside_its_field(rooms, fields, said):
    claim = rooms.facts("claim_received")[0]
    shown = rooms.send(f"papers/timeline/{claim.id}", reason="抄错了", **fields)

    assert said in words(shown), words(shown)
    assert typed(shown)["reason"] == "抄错了"
    assert not rooms.entries("corrected")


def test_a_rate_is_shown_and_corrected_in_per_cent_and_otherwise_stays_as_it_was(rooms):
    claim = rooms.facts("claim_received")[0].model_copy(
        update={"id": "rated0000", "annual_rate_shown": Decimal("0.24")}
    )
    rooms.add(claim)
    place = "papers/timeline/rated0000"

    assert "24%" in words(rooms.get(place))
    rooms.send(place, total="8000.00", reason="抄错了")
    held = next(one for one in rooms.facts("claim_received") if one.id == "rated0000")
    assert held.annual_rate_shown == Decimal("0.24")


def test_a_large_amount_that_is_meant_is_recorded_after_it_was_asked_about(rooms):
    claim = rooms.facts("claim_received")[0]
    asked = rooms.send(f"papers/timeline/{claim.id}", total="90000000000", reason="真的")
    done = rooms.post(f"papers/timeline/{claim.id}", typed(asked) | {"sure": "on"})

    assert done.status_code == 302


def test_a_correction_sent_twice_or_from_two_tabs_is_recorded_once(rooms):
    claim = rooms.facts("claim_received")[0]
    place = f"papers/timeline/{claim.id}"
    fields = typed(rooms.get(place)) | {"total": "1.00", "reason": "一"}
    other = typed(rooms.get(place)) | {"total": "2.00", "reason": "二"}
    rooms.post(place, fields)
    rooms.post(place, fields)
    shown = rooms.post(place, other)

    assert len(rooms.entries("corrected")) == 1
    assert "别处改了同一件事" in words(shown)
    assert typed(shown)["total"] == "2.00"


def test_what_the_program_recorded_cannot_be_corrected_by_hand(rooms):
    rooms.send(PROPOSAL)
    fact = issued(rooms)[0]
    shown = rooms.get(f"papers/timeline/{fact.id}")
    rooms.post(f"papers/timeline/{fact.id}", {"what": "withdraw", "reason": "不要了"})

    assert "程序自己记的" in words(shown)
    assert not rooms.entries("corrected")


def test_every_entry_of_the_sample_has_its_page(rooms):
    for entry in rooms.entries():
        assert rooms.get(f"papers/timeline/{entry.id}").status_code == 200


def test_as_of_a_day_shows_what_had_happened_by_then(rooms):
    shown = words(rooms.get("papers/timeline?day=2026-10-10"))

    assert "那时：欠款 0 笔，联系 2 次" in shown
    assert "8,590.62" not in shown


def test_as_known_on_a_day_leaves_out_what_was_recorded_later(rooms):
    before = words(rooms.get("papers/timeline?day=2026-11-19&known=on"))
    after = words(rooms.get("papers/timeline?day=2026-11-20&known=on"))

    assert "到这一天还没有记录" in before
    assert "欠款 3 笔" in after


@pytest.mark.parametrize("day", ["1066-10-14", "2999-01-01"])
def test_a_day_that_cannot_be_looked_at_is_said_and_today_is_shown(rooms, day):
    shown = rooms.get(f"papers/timeline?day={day}")

    assert "之间的一天" in words(shown)
    assert "8,590.62" in words(shown)


def test_three_thousand_entries_come_in_pages(rooms):
    rooms.add(*(
        ContactMade(id=f"many{n:06d}", on=date(2026, 1, 1), debt=JIEBEI, direction="incoming",
                    channel="message", institution=f"机构{n}")
        for n in range(3000)
    ))  # fmt: skip
    first = rooms.get("papers/timeline")
    last = rooms.get("papers/timeline?page=61")

    assert page(first).count("<li>") == 50
    assert "第 1 页，共 61 页" in words(first)
    assert 'rel="next"' in page(first)
    assert 'rel="prev"' in page(last)
    assert "page=2" in page(rooms.get("papers/timeline?day=2026-11-20&page=1"))


def test_words_of_not_wanting_to_live_in_a_reason_stop_everything(rooms):
    claim = rooms.facts("claim_received")[0]
    shown = rooms.send(f"papers/timeline/{claim.id}", total="1.00", reason="不想活了")

    assert "12356" in page(shown)
    assert not rooms.entries("corrected")


def test_a_person_described_again_keeps_what_was_known(rooms):
    rooms.send("household/person", phone="13911112222")
    told = rooms.facts("person_described")[-1]

    assert isinstance(told, PersonDescribed)
    assert (told.name, told.identity_tail, told.adult) == ("李示例", "000X", True)
    assert told.phone == "13911112222"
