"""Signatures and stamps as facts: once a form, kept byte for byte, waiting without a network."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest

from evidence.authority import answering, reply, running
from evidence.making import now, p12
from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.dates import china_today
from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.signing import Authority

DIGEST = sha256(b"signed").hexdigest()


@pytest.fixture
def case(tmp_path):
    store.open_home(tmp_path / "home")
    opened = CaseOpened(id=store.mint(), on=china_today(now()), label="签名")
    yield store.new_case([opened], who=store.OWNER, now=now())
    store.close()


@pytest.fixture
def authority(tmp_path):
    with running(tmp_path) as one:
        yield one


def made(signed=b"signed", before=b"before", **more):
    told = {"role": "borrower", "name": "张三", "level": "B", **more}
    return store.NewSignature(before=before, signed=signed, **told)


def record(case, one, **how):
    return store.record_signature(case, one, who=store.OWNER, now=now(), **how)


def asks(url):
    numbers = random.Random(3)
    return Authority(url, lambda: numbers.getrandbits(63), seconds=2)


def waits_again(case):
    return store.stamp_waiting(case, authority=asks, who=store.OWNER, now=now())


def test_the_signed_file_is_kept_under_the_digest_the_fact_names(case):
    fact = record(case, made())

    assert fact.files == (DIGEST,)
    assert store.file(DIGEST) == b"signed"
    assert store.signatures(case) == [fact]
    assert store.verify(case) == []


def test_a_form_sent_twice_gives_what_the_first_recorded(case):
    first = record(case, made(), token="form")
    again = record(case, made(signed=b"another"), token="form")

    assert again == first
    assert store.signatures(case) == [first]


def test_two_signatures_at_once_on_the_same_file_do_not_leave_one_out(case):
    seen = store.head(case)[0]
    record(case, made(), expected=seen)

    with pytest.raises(store.StoreRefused) as refused:
        record(case, made(signed=b"other"), expected=seen)
    assert refused.value.problem.code == "store.changed_meanwhile"


def test_a_stamp_given_is_a_fact_with_its_token(case, authority):
    fact = store.stamp_digest(case, DIGEST, asks(authority.url()), who=store.OWNER, now=now())

    assert store.stamps(case, DIGEST) == [fact]
    assert len(store.file(fact.files[0])) > 500
    assert store.waiting_stamps(case) == {}


def test_a_stamp_out_of_reach_waits_and_is_got_later(case, tmp_path):
    with running(tmp_path) as gone:
        url = gone.url()
    first = store.stamp_digest(case, DIGEST, asks(url), who=store.OWNER, now=now())
    still = waits_again(case)

    assert isinstance(first, Problem)
    assert [one.where for one in still.problems] == [DIGEST]
    assert not store.stamps(case)
    with running(tmp_path) as back:
        store.wait_for_stamp(case, DIGEST, back.url())
        done = waits_again(case)
    assert [one.of for one in done.given] == [DIGEST]
    assert store.waiting_stamps(case) == {}
    assert waits_again(case).given == ()


def test_an_authority_that_answers_wrongly_is_not_asked_again_by_itself(case):
    with answering(lambda handler, _body: reply(handler, b"no token")) as url:
        found = store.stamp_digest(case, DIGEST, asks(url), who=store.OWNER, now=now())

    assert isinstance(found, Problem)
    assert store.waiting_stamps(case) == {}


def test_one_that_lies_does_not_keep_the_others_waiting(case, authority):
    with answering(lambda handler, _body: reply(handler, b"no token")) as url:
        store.wait_for_stamp(case, sha256(b"another").hexdigest(), url)
        store.wait_for_stamp(case, DIGEST, authority.url())
        done = waits_again(case)

    assert [one.of for one in done.given] == [DIGEST]
    assert len(done.problems) == len(store.waiting_stamps(case)) == 1


def test_waiting_for_nothing_is_misuse(case):
    for digest, url in (("ab", "https://example.org/"), (DIGEST, "")):
        with pytest.raises(RuleError, match="SHA-256"):
            store.wait_for_stamp(case, digest, url)


@pytest.mark.usefixtures("case")
def test_the_certificate_of_the_folder_is_kept_as_it_is_and_forgotten():
    store.keep_certificate(p12())

    assert store.kept_certificate() == p12()
    assert "certificate" not in store.preferences()
    store.forget_certificate()
    assert store.kept_certificate() is None
