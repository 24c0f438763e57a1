"""How the pages speak: both languages, short sentences, no word that shames, no promise."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import qinghuan.words

FOLDER = Path(qinghuan.words.FOLDER)
LONGEST_SENTENCE = 30
LONGEST_BREATH = 22
"""Between two commas: what is read without a pause."""

LONG_FOR_A_REASON = {}
"""Id of a sentence of the pages → why it may be longer."""

QUOTED = {
    "documents.call.never.total": "what never to say, in the script of the call",
    "documents.call.they.token": "what the other side says, in the script of the call",
}
"""Id of a sentence that holds a bad one → it is the other side's, or refused."""


def words_of(path):
    with path.open("rb") as file:
        return {one.id: one.string for one in read_po(file) if one.id}


def catalogues(language, pattern="*.po"):
    folder = FOLDER / language / "LC_MESSAGES"
    return {path.stem: words_of(path) for path in sorted(folder.glob(pattern))}


ZH, EN = catalogues("zh_CN"), catalogues("en")
PAGES = sorted(name for name in ZH if name.startswith("web"))
SENTENCES = [(id, text) for room in ZH.values() for id, text in room.items()]
ENGLISH = [(id, text) for room in EN.values() for id, text in room.items()]


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def length(text):
    """Signs that are read: without blanks to fill in, spaces and punctuation."""
    return len(re.findall(r"[\w%]", re.sub(r"\{[^}]*\}", "", text)))


def sentences(text):
    return re.split(r"[。！？；：\n]|……", text)


def breaths(text):
    return re.split(r"[，、（）“”《》·,。！？；：\n]|……|/", text)


@pytest.mark.parametrize("room", PAGES)
def test_every_sentence_of_the_pages_stands_in_both_languages(room):
    assert set(ZH[room]) == set(EN[room])
    for id, text in ZH[room].items():
        assert text.strip(), id
        assert EN[room][id].strip(), id
        assert blanks(text) == blanks(EN[room][id]), id


@pytest.mark.parametrize("room", PAGES)
def test_english_words_hold_no_chinese_but_names(room):
    names = re.compile(r"花呗|借呗|信用购|白条|微粒贷|清还|中文|“[^”]*”|（[^）]*）|\([^)]*\)")
    left = {id: t for id, t in EN[room].items() if re.search(r"[㐀-鿿]", names.sub("", t))}

    assert left == {}


@pytest.mark.parametrize("room", PAGES)
def test_a_sentence_of_the_pages_is_short(room):
    found = {
        id: part
        for id, text in ZH[room].items()
        for part in sentences(text)
        if length(part) > LONGEST_SENTENCE and id not in LONG_FOR_A_REASON
    }
    assert found == {}


@pytest.mark.parametrize("room", PAGES)
def test_nothing_on_the_pages_is_read_in_one_breath_that_is_too_long(room):
    found = {
        id: part
        for id, text in ZH[room].items()
        for part in breaths(text)
        if length(part) > LONGEST_BREATH and id not in LONG_FOR_A_REASON
    }
    assert found == {}


def test_no_exception_is_kept_for_a_sentence_that_is_gone():
    known = {id for id, _ in SENTENCES}
    rooms = {id for id in (*LONG_FOR_A_REASON, *QUOTED) if id.partition(".")[0] in ZH}

    assert rooms <= known


SHAMING = {
    "老赖": "names a person by a debt",
    "恶意(?!透支)": "says what somebody meant",
    "失信": "only a court finds that",
    "赖账|赖帐|欠债不还": "blames",
    "立即还款|马上还款|尽快还清|速还": "presses",
    "后果自负|严重违约|最后通牒(?!”)": "threatens",
    "必须同意|必须分期|应当减免|依法应减|有权要求减免": "no lender must",
    "停息挂账|上岸|洗白|征信修复(?!.*骗)": "the words of those who sell it",
}
"""What no catalogue says, and why."""

PAIRS = (
    (
        r"无效，?一分不用|(24%|超过的).{0,8}不用还|一分不用还",
        "超过24%的利息无效，一分不用还。",
        "打官司时，你可以请法院把超过24%的部分减下来，要自己提出来。",
    ),
    (
        r"严重违约|立即还款",
        "您已严重违约，请立即还款！",
        "你已晚92天。今天先做一件事：问清欠款由哪几项组成。",
    ),
    (
        r"(平台|对方|银行|贷款人|他们)(必须|一定会|肯定会|应当|得)(同意|答应|减|分期|停)",
        "平台必须同意分期。",
        "可以申请分期，平台可以不同意。不同意时，下面是备用办法。",
    ),
    (
        r"承认欠款|自愿承担|承担一切(法律)?后果",
        "本人承认欠款12,345.67元，自愿承担一切后果。",
        "贵司所列12,345.67元中，第2、4项请核对，核对前暂不确认。",
    ),
    (
        r"(?<![“用])先还一点.{0,3}表示?诚意",
        "先还一点，表示诚意。",
        "这笔钱会先冲哪一项？会不会让时效重新算？问清并留下答复，再决定付不付。",
    ),
    (
        r"催收违法|等着?收赔偿|可以索赔",
        "催收违法，等着收赔偿吧。",
        "这通电话在22:30打来，和国家推荐标准的时间不一致，可以记下来投诉。",
    ),
    (
        r"(三年|3年|时效).{0,6}(一过|过了|到了).{0,4}(不用|不必|无需)还|等(三年|时效|过期)(?!当)",
        "三年一过就不用还了。",
        "短信催收、还一点、答应还，都会让三年从头算。不要拿等过期当办法。",
    ),
    (
        r"万事大吉|高枕无忧|(签好|签了)就(没事|不用)",
        "协议签好就万事大吉。",
        "少还一期会怎样？请看第5条。按去年最差的两个月算，你还能保住吗？",
    ),
    (
        r"征信(马上|立即|立刻|当天)(恢复|消除|清除)|还清后?征信(就|会)好",
        "还清后征信马上恢复。",
        "逾期记录从还清那天起再保留五年，到期自动消失。收钱“洗征信”的是骗子。",
    ),
    (
        r"为了家人.{0,6}(应该|应当|要)|想办法借钱|借钱(先)?还上|借新还旧(吧|更)",
        "为了家人，您更应该想办法借钱还上。",
        "不用借新钱还旧钱。先留出吃饭、取暖、看病的钱，再看能还多少。",
    ),
)
"""Ten pairs: what a bad sentence claims (a pattern), the bad sentence, the one that is said."""

PROMISES = {
    "zh": (
        r"(?<!别指望)(对方|平台|银行|贷款人|债权人|他们)(就)?(一定|肯定|必定|必然|都会|保证)(会|能)?"
        r"(同意|答应|减|批准|停)|保证(能|会)?(批|减|通过|成功)|包(成功|通过|批)|百分之百"
    ),
    "en": (
        r"\b(they|lender|creditor|bank|platform) (will|must|has to|have to) (surely |certainly )?"
        r"(agree|accept|waive|grant)\b|guaranteed to|sure to agree"
    ),
}


@pytest.mark.parametrize("shaming", SHAMING, ids=lambda pattern: pattern[:4])
def test_no_catalogue_shames_presses_or_threatens(shaming):
    found = {id: text for id, text in SENTENCES if re.search(shaming, text) and id not in QUOTED}

    assert found == {}


@pytest.mark.parametrize(("claim", "bad", "good"), PAIRS, ids=[pair[1][:8] for pair in PAIRS])
def test_no_catalogue_claims_what_a_bad_sentence_claims(claim, bad, good):
    assert re.search(claim, bad)
    assert not re.search(claim, good)
    found = {id: text for id, text in SENTENCES if re.search(claim, text) and id not in QUOTED}
    assert found == {}


def test_there_are_ten_pairs():
    assert len(PAIRS) == 10


@pytest.mark.parametrize(("language", "told"), [("zh", SENTENCES), ("en", ENGLISH)])
def test_no_catalogue_promises_that_a_creditor_will_agree(language, told):
    found = {id: text for id, text in told if re.search(PROMISES[language], text, re.IGNORECASE)}

    assert found == {}


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("zh", "这样说，对方一定会同意。"),
        ("zh", "我们保证能减一半。"),
        ("zh", "平台必然答应。"),
        ("en", "The lender will agree to this."),
        ("en", "Success is guaranteed to everyone."),
    ],
)
def test_a_promise_would_be_found(language, promise):
    assert re.search(PROMISES[language], promise, re.IGNORECASE)


@pytest.mark.parametrize("word", ["你这个老赖", "请立即还款！", "恶意拖欠", "平台必须同意"])
def test_a_shaming_word_would_be_found(word):
    assert any(re.search(pattern, word) for pattern in SHAMING)


def test_a_long_sentence_would_be_found():
    long = "一" * 31
    assert length(long) > LONGEST_SENTENCE
    assert all(length(part) <= LONGEST_SENTENCE for part in sentences("一" * 30 + "。" + "二" * 30))
    assert length("{amount:money}元，12 天") == 4
