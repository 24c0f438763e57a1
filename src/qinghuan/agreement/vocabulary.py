"""How creditors word figures, days, schedules and mandates in a paper, as patterns.

What hurts and what must be spoken of stands in ``red_lines.yaml`` and ``topics.yaml``.
"""

from __future__ import annotations

import re
from typing import Final

# Amounts and days --------------------------------------------------------------------------

NUMBER: Final = r"(?<![\d.])-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|(?<![\d.])-?\d+(?:\.\d{1,2})?"
AMOUNT: Final = re.compile(
    rf"(?P<before>人民币|[¥￥])?(?P<number>{NUMBER})(?P<wan>万)?(?P<yuan>元|块)?"
    r"(?![\d%‰.]|个月|期|天|日|月|年|份|页|条|号)"
)
TEN_THOUSAND: Final = "万"
UNITS_OF_TEN_THOUSAND: Final = {TEN_THOUSAND: 10_000, "亿": 100_000_000}
DIGITS: Final = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
UNITS: Final = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
CAPITAL: Final = re.compile(
    r"(?P<whole>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,30})[元圆]"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角|零)?(?:(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?"
)
DAY: Final = re.compile(
    r"(?P<year>20\d\d)(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?(?!\d)"
)
DAY_WITHOUT_YEAR: Final = re.compile(r"(?<![\d年.\-/])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")

# Sentences ---------------------------------------------------------------------------------

SENTENCE_END: Final = re.compile(r"(?<=[。；;！!？?])")
LINE_ENDS: Final = tuple("。；;：:！!？?")
CLAUSE_HEAD: Final = re.compile(
    r"^\s*(第[一二三四五六七八九十\d]{1,3}条|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|附[件表])"
)
PART_OF_SENTENCE: Final = re.compile(r"[,:;，：；。]")
DENIAL: Final = re.compile(r"不|无|未|非|免|没有|没|禁止|勿|拒绝|停止|停计|停收|暂停|取消|反对")
NO_DENIAL: Final = re.compile(
    r"不可撤销|无条件|不限于|不?论|不管|不得(拒绝|撤销|异议)"
    r"|无需?须?(另行|再次|事先)?(通知|同意|征得)|未经[^,，。;；]{0,8}(同意|通知)|不另行|不持异议"
    r"|不足|不可|不能|不按|不履行|不(及时|予)?(还|付|归还|偿还)"
    r"|(?:尚)?未(?:归还|偿还|清偿|到期|付清|补还)|未能|未按|未在|未于|未履行|未还|未付|未清|未足额|未(能)?(及时|如期)|无力|无法|无异议|拒不|非"
    r"|未绑定|不(?:发生|具有|产生)(?:法律)?效力|自始无效|是否|与否|减不减|免不免|是不是|会不会"
    r"|不再享受|并?免除|免除|减免|豁免|取消|停止(履行|还款)|逾期未|仍未|尚未(还|清|付)"
)
"""Words with a sign of denial in them that deny nothing of what follows."""
DENIED_AFTER: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,3}[:：]?(无|不适用|不涉及|没有|零|0元|0\.00元|不办理|不做|不收|不约定|不需要|不要)"
    r"([,。;；)]|$)|^[^,，。;；]{0,10}(一律无效|均无效|请拒绝|不被允许|不予认可)"
)

DENIAL_OF_A_LIST: Final = re.compile(
    r"(不(?:在|包括|适用|属于|涉及|含|得(?:另行)?要求|得解释为)|没有|无|不得解释为)[^:：]{0,24}[:：]"
)
"""The head of a list of which every part stands denied."""

# Schedules ---------------------------------------------------------------------------------

TOTAL_ROW: Final = re.compile(r"^(合计|总计|共计|小计|一共|总共)")
IN_BRACKETS: Final = re.compile(r"\s|[（(].*?[）)]")
HEADS: Final = (
    ("number", re.compile(r"期次|期数|期号|次数|序号|第几期|月份|^期$|^次$|^#$")),
    ("left", re.compile(r"剩余|余额|未还|累计|已付|已还")),
    ("due", re.compile(r"日期|还款日|付款日|账单日|应还日|到期|时间|应还款日|哪天|^日$")),
    ("whole", re.compile(r"合计|本息|总额|金额|小计|还款额|付款额|分期款|应还款$")),
    ("principal", re.compile(r"本金|还本|应还本")),
    ("other", re.compile(r"利息|罚息|息|费|违约金|其他|复利")),
    ("whole", re.compile(r"应还|多少|^元$|应付")),
)
"""What a column of a schedule is, by its head; the first that fits."""
COUNTED_ROW: Final = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}(期|笔|次)|^[\d]{1,2}期|首期|末期|尾款"
)
BARE_ROW: Final = re.compile(r"^[（(\d.、）)]{0,4}20\d\d\D.{0,40}$")
SO_MANY: Final = re.compile(
    r"(?:分|共|为|按)?(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})(?:期|个月|次|笔)"
)
SO_MUCH_EACH: Final = re.compile(
    r"每(?:期|月|次|笔)(?:\d{1,2}[日号])?(?:前|各)?(?:应?还款?|归还|偿还|支付|金额)?(?:为|：|:)?(?:人民币|[¥￥])?"
    r"(?P<amount>[\d,]{1,16}(?:\.\d{1,2})?)(?:元|块)"
)
FROM_THEN_ON: Final = re.compile(r"(?:首期|第一期|首次|第一次|第1期|自|从|起)")
MONTHLY_FROM: Final = re.compile(
    r"(?:自|从)(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:起|开始)[\s\S]{0,20}?每月(?P<day>\d{1,2})[日号]"
)
COUNT_STATED: Final = re.compile(
    r"(?:共分?|分成?|合计|总计|为期)(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})"
    r"(?:期|个月(?:还清|偿还|归还))"
)

NOT_A_STATEMENT: Final = re.compile(r"[?？]$|^(?:问|提问|Q)[:：]|(?:没有|未|不会|不)被?要求")
"""Questions, and what is said not to be asked for."""

# Talks -------------------------------------------------------------------------------------

SPEAKER_FIRST: Final = re.compile(
    r"^(?P<name>[^:：。,，\d]{1,30})\s+(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(?::\d{2})?$"
)
SPEAKER_INLINE: Final = re.compile(
    r"^[\[【(]?(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(?::\d{2})?[\])】]?\s*"
    r"(?P<name>[^:：。,，]{1,20})[:：](?P<words>.+)$"
)
SPEAKER: Final = re.compile(
    r"^[\[【(]?(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(?::\d{2})?[\])】]?\s*"
    r"(?P<name>[^:：。,，]{1,40})[:：]?$"
)
"""A line of a talk that says when who speaks."""
CREDITOR_SPEAKS: Final = re.compile(
    r"客服|专员|公司|金融|银行|贷后|贷款|经理|法务|工号|催收|平台|调解|律师|老师|协商|小贷|机构|官方"
)

# Sums --------------------------------------------------------------------------------------

_SUM_OF: Final = r"(?:人民币)?[¥￥]?(?P<amount>[\d,]{1,16}(?:\.\d{1,2})?)"
PLAN_TOTAL: Final = re.compile(
    r"(?:还款总额|应还总额|分期(?:还款)?总(?:金)?额|总还款(?:额|金额)?"
    r"|还款金额(?:合计|共计|总计)"
    r"|(?:共计?|合计|总计|总共|一共)(?:应|需|须)?(?:还款?|偿还|归还|支付)|实际(?:应)?还款?"
    r"|(?:各期|每期|分期)[^,，。;；]{0,10}(?:合计|共计|总计))"
    rf"(?:金额|总额)?(?:合计|共计|总计)?(?:为|是|:|：|共)?{_SUM_OF}元?"
)
PART_STATED: Final = re.compile(
    r"(?P<name>本金|逾期利息|正常利息|利息|罚息|复利|逾期违约金|违约金|滞纳金|分期手续费|手续费"
    rf"|服务费|费用|其他(?:费用)?)(?:余额|部分|金额|为|是|:|：|共计?)*{_SUM_OF}元?"
)
SUM_STATED: Final = re.compile(
    r"(?:合计|共计|总计|总额|总欠款(?:额)?|欠款总额|债务总额|欠款合计|总共)"
    rf"(?:欠款|债务|金额|尚欠|欠)?(?:为|是|:|：)*{_SUM_OF}元?"
)
WAIVED: Final = re.compile(
    rf"(?:减免|免除|豁免|免收|免掉|放弃)(?!后)[^\d,，。;；]{{0,24}}{_SUM_OF}元"
)
WAIVER: Final = re.compile(r"减免|免除|豁免|免收|免掉")
NUMBER_IN_BRACKETS: Final = re.compile(r"[（(]\d{1,2}[）)]")
LEFT_TO_PAY: Final = re.compile(
    r"(?:减免后|免除后|豁免后|实际应还|应还|只需还|需还|还需(?:偿)?还|剩余应还|还款总额)"
    rf"[^\d,，。;；]{{0,10}}{_SUM_OF}元"
)
VAGUE_DAY: Final = re.compile(
    r"(?:月底前|月末前|月底|尽快|尽早|近期|年底前|年前|有钱(?:时|了|就)|条件允许(?:时|后)|(?:发|领)了?工资后?"
    r"|资金到位后|宽裕(?:时|后))[^,，。;；]{0,20}(?:还|付|支付|结清|清偿|归还)"
    r"|(?:还|付|支付|结清|清偿|归还)[^,，。;；]{0,14}(?:月底前|尽快|尽早|近期内)"
)
NOT_ABOUT_PAYING: Final = re.compile(
    r"提前|提早|早还|多还|证明|征信|报送|出具|回复|不(?:写|使用|得|用)"
)
BLANK: Final = re.compile(
    r"[_＿]{2,}|【\s*】|\[\s*\]|[(（]\s*[)）]|[Xx×]{2,}|待定|待填|待补|另行填写"
    r"|(?:空白|未填)(?:处|部分|项|的内容|内容)?(?:由|授权|可由|以)"
)
SIGNING: Final = re.compile(
    r"签字|签名|盖章|签章|签署人|章[）)]|（签|签署|经办(?:人)?[:：（(]|日期|电话|身份证|(?:年_*月_*日)"
)
NO_BLANKS: Final = re.compile(r"不(?:得|留|存在|含)[^,，。]{0,6}空白|无空白|没有空白")

ALL_AT_ONCE: Final = re.compile(r"一次性(?:付|还|结)|共一期|一次(?:付|还|结)清|只付一次")
DAY_OF_PAYMENT: Final = re.compile(r"付款日|还款日|于|前(?:付|还)|(?:付|还)(?:款|清)")
NO_MORE_DOUBT: Final = re.compile(
    r"(?:无|没有)(?:任何)?(?:争议|异议|保留)|准确无误|不再(?:要求)?(?:对账|核对|提出)"
)
"""By these words even a total whose parts are named is confessed without reservation."""

# Who signs ---------------------------------------------------------------------------------

AGENCY: Final = re.compile(
    r"受.{0,24}(?:委托|授权)"
    r"|代(?:理|表).{0,12}(?:贷款人|债权人|甲方|银行|平台|公司)(?:签|催|协商|处理|与)"
    r"|全权(?:代|处理|办理|负责)|代为(?:签|收|协商|处理)"
    r"|(?:不良资产|清收|催收|资产管理|法务|债务|律师)[\u4e00-\u9fff]{0,10}"
    r"(?:公司|事务所|中心|服务部)"
)
MANDATE: Final = re.compile(
    r"(?:授权|委托)(?:委托)?书|委托(?:合同|协议)|授权(?:文件|证明|函)|委托函"
)
NO_MANDATE: Final = re.compile(
    r"(?:无需|不再|不予|不另|不必|无须|毋需|免于|不便).{0,8}(?:出示|提供|附|出具).{0,10}(?:授权|委托)"
    r"|(?:授权|委托)(?:委托)?书?.{0,12}(?:无需|不再|不予|不另|不必|无须|免于|不便)"
    r".{0,6}(?:出示|提供|附|出具)"
)
AGENCY_DENIED: Final = re.compile(
    r"(?:不|未|没有|无|禁止)[^,，。;；]{0,10}(?:委托|委外|外包|催收机构|催收公司)|(?:停止|暂停|不再?|不得)[^,，。;；]{0,6}催"
)

# Courts ------------------------------------------------------------------------------------

NAMED_COURT: Final = re.compile(
    r"(?:向|由|提交|在)(?P<place>[\u4e00-\u9fff]{2,4}?)[省市区县州][^,，。;；]{0,14}法院"
)
