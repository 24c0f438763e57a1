"""Signing in the app: what each way proves, a certificate, a signature, its check, a stamp."""

from __future__ import annotations

import base64
from datetime import timedelta
from hashlib import sha256

import pytest

from documents.unpacked import pdf_text
from evidence.authority import answering, reply, running
from evidence.making import WORDS, now, p12, png
from qinghuan import store
from qinghuan.evidence import pdf_signatures
from qinghuan.evidence.certificates import make
from web.rooms import HUABEI, Rooms, page, words

PROPOSAL = f"papers/write/data_request?debt={HUABEI}"


@pytest.fixture
def rooms(tmp_path):
    made = Rooms(tmp_path / "home")
    made.send(PROPOSAL)
    made.paper = made.facts("document_issued")[0]
    made.place = f"signing/{made.paper.id}"
    yield made
    store.close()


def keep():
    store.keep_certificate(p12())


def sign(rooms, token="tokenone", **fields):
    given = {"_token": token, "role": "borrower", "level": "B", "passphrase": WORDS, **fields}
    return rooms.post(rooms.place, given)


def latest(rooms):
    return rooms.get(f"{rooms.place}/signed/{rooms.facts('paper_signed')[-1].id}.pdf").content


def test_the_page_says_what_each_way_proves_before_anything_else(rooms):
    said = words(rooms.get(rooms.place))

    ways = ["亲手签", "官方渠道", "发证机构", "自己做的证书", "只贴一张签名图片"]
    places = [said.index(way) for way in ways]
    assert places == sorted(places)
    assert "不等于手写签名" in said
    assert "电子签名法" in said
    assert said.index("只贴一张签名图片") < said.index("签这份文书")


def test_the_issued_paper_leads_to_it(rooms):
    assert f"/{rooms.place}" in page(rooms.get(f"papers/issued/{rooms.paper.id}"))


def test_a_certificate_is_made_and_its_passphrase_is_kept_nowhere(rooms, tmp_path):
    fields = {"what": "new", "name": "马𬭸", "years": "3", "passphrase": WORDS, "again": WORDS}
    done = rooms.post(f"{rooms.place}/certificate", fields)

    assert done.status_code == 302
    assert store.kept_certificate() is not None
    store.close()
    for path in (tmp_path / "home").rglob("*"):
        if path.is_file():
            assert WORDS.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"again": "something else"}, "两次口令不一样"),
        ({"passphrase": "short", "again": "short"}, "口令太短"),
        ({"name": ""}, "请"),
    ],
)
def test_a_certificate_that_cannot_be_made_says_why_and_shows_no_secret(rooms, more, said):
    fields = {"what": "new", "name": "张三", "years": "1", "passphrase": WORDS, "again": WORDS}
    answer = rooms.post(f"{rooms.place}/certificate", {**fields, **more})

    assert said in words(answer)
    assert WORDS not in page(answer)
    assert store.kept_certificate() is None


def test_a_certificate_is_brought_saved_and_forgotten(rooms):
    from django.core.files.uploadedfile import SimpleUploadedFile

    def bring(content, passphrase):
        fields = {"what": "bring", "p12": SimpleUploadedFile("a.p12", content)}
        return rooms.post(f"{rooms.place}/certificate", {**fields, "passphrase": passphrase})

    assert "口令不对" in words(bring(p12(), "no"))
    old = make("张三", WORDS, now=now() - timedelta(days=800), years=1)
    assert "已经过期" in words(bring(old, WORDS))
    assert store.kept_certificate() is None
    assert bring(p12(), WORDS).status_code == 302
    assert rooms.get(f"{rooms.place}/certificate.p12").content == p12()
    rooms.post(f"{rooms.place}/certificate", {"what": "forget"})
    assert store.kept_certificate() is None
    assert rooms.get(f"{rooms.place}/certificate.p12").status_code == 404


def test_a_paper_is_signed_kept_and_checked(rooms):
    keep()
    assert sign(rooms).status_code == 302
    fact = rooms.facts("paper_signed")[0]
    content = latest(rooms)
    said = words(rooms.get(rooms.place))

    assert (fact.level, fact.self_made, fact.name) == ("B", True, "马𬭸")
    assert fact.paper == rooms.paper.id
    assert fact.before == rooms.paper.digests["pdf"]
    assert fact.files == (sha256(content).hexdigest(),)
    assert pdf_signatures.check(content, now=now()).whole
    assert "一个字节都没有变" in said
    assert "没有机构核实过这个名字" in said


def test_sent_twice_it_is_signed_once(rooms):
    keep()
    sign(rooms)
    assert sign(rooms).status_code == 302

    assert len(rooms.facts("paper_signed")) == 1


def test_a_second_signature_is_added_to_the_first(rooms):
    keep()
    sign(rooms)
    sign(rooms, token="tokentwo", role="co_signer")
    found = pdf_signatures.check(latest(rooms), now=now())

    assert [one.field for one in found.signatures] == ["borrower_1", "co_signer_1"]
    assert found.whole


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"passphrase": "no"}, "口令不对"),
        ({"level": "drawn", "drawn_name": "张三"}, "请在框里写名字"),
        ({"drawn": "data:image/png;base64,!!"}, "不是能用的 PNG"),
        ({"level": "B-T"}, "请"),
    ],
)
def test_what_cannot_be_signed_says_why_and_records_nothing(rooms, fields, said):
    keep()
    answer = sign(rooms, **fields)

    assert said in words(answer)
    assert 'value="no"' not in page(answer)
    assert not rooms.facts("paper_signed")


def test_without_a_certificate_the_page_says_so(rooms):
    assert "本机没有证书" in words(sign(rooms))


def test_a_drawn_name_alone_is_called_a_picture(rooms):
    picture = "data:image/png;base64," + base64.b64encode(png()).decode()
    sign(rooms, level="drawn", drawn=picture, drawn_name="张三")
    said = words(rooms.get(rooms.place))

    assert rooms.facts("paper_signed")[0].certificate is None
    assert "签名图片" in said
    assert "文件里没有电子签名" in said
    assert "只是图片" in pdf_text(latest(rooms)).replace("\n", "")


def test_with_an_authority_in_the_settings_the_signature_gets_its_moment(rooms, tmp_path):
    keep()
    with running(tmp_path) as authority:
        store.prefer("authority", authority.url())
        assert "只发送文件的摘要" in words(rooms.get(rooms.place))
        assert sign(rooms, level="B-T").status_code == 302

    assert rooms.facts("paper_signed")[0].authority == authority.url()
    assert "时间戳本身完好" in words(rooms.get(rooms.place))


def test_without_a_network_it_is_signed_and_the_stamp_waits_until_there_is_one(rooms, tmp_path):
    keep()
    with running(tmp_path) as authority:
        url = authority.url()
    store.prefer("authority", url)
    sign(rooms, level="B-T")
    fact = rooms.facts("paper_signed")[0]

    assert (fact.level, fact.authority) == ("B", "")
    assert "有时间戳还没拿到" in words(rooms.get(rooms.place))
    assert "还没拿到" in words(rooms.client.post(rooms.at(f"{rooms.place}/waiting"), follow=True))
    with answering(lambda handler, _body: reply(handler, b"")):
        pass
    with running(tmp_path) as authority:
        store.keep_draft(rooms.case, "signing.waiting", {fact.files[0]: authority.url()})
        rooms.post(f"{rooms.place}/waiting", {})
    given = rooms.facts("timestamp_given")[0]

    assert given.of == fact.files[0]
    assert "最晚" in words(rooms.get(rooms.place))
    assert "有时间戳还没拿到" not in words(rooms.get(rooms.place))


def test_a_locked_page_never_shows_the_passphrase_again(rooms):
    keep()
    rooms.client.cookies.clear()
    answer = sign(rooms, passphrase="only I know this")

    assert answer.status_code == 403
    assert "only I know this" not in page(answer)
    assert not rooms.facts("paper_signed")


def test_the_settings_take_an_address_that_can_be_asked_and_no_other(rooms):
    given = {"language_choice": "zh_CN", "lock_minutes": "0"}
    wrong = rooms.client.post("/settings", {**given, "authority": "http://example.org/"})
    assert "https://" in words(wrong)
    assert "authority" not in store.preferences()
    rooms.client.post("/settings", {**given, "authority": "https://example.org/tsa"})
    assert store.preferences()["authority"] == "https://example.org/tsa"
    rooms.client.post("/settings", given)
    assert "authority" not in store.preferences()


def test_nothing_of_another_paper_or_case_is_handed_out(rooms):
    keep()
    sign(rooms)
    for path in (
        "signing/nopaper00",
        f"{rooms.place}/signed/nosignature.pdf",
        f"/case/nocase00/{rooms.place}",
    ):
        assert rooms.get(path).status_code == 404
