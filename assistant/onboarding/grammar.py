"""A Chinese rule taken apart: what it hangs on, who it binds, how, and to what.

因施工需要停止供水的，供水企业应当提前二十四小时通知用户。
conditions            holder  modal predicate
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _SHUT = "（(《“「〈", "）)》”」〉"
MODAL = re.compile(
    r"不得|禁止|严禁|应当(?!急)|必须|可以|有权|有义务|(?<![无所])须(?!知)|(?<![相供对反适])应(?!急|用|对|届|邀|变|力|付|收|聘|声|的|该)"
)
_HEADS = (
    r"部门|机构|单位|企业|人民政府|政府|机关|人员|用户|用水户|经营者|个人|公民|组织|委员会|公司|国务院|法院|检察院|负责人|"
    r"管理人|所有权人|使用人|产权人|业主|(?<!小)班|(?<!供水)站|营业所|调度室|中心|(?<!内|外|全|上|下|底)部|处(?!罚)|集团|学校|医院|银行|当事人|"
    r"申请人|投标人|招标人|中标人|采购人|供应商|法人|劳动者|从业人员|职工|消费者|运营者|处理者|承包人|发包人|[从经生销使取用管建设举投驾值]\w{0,3}者|"
    r"人员|坐席员|抄表员|管理员|检测员|值班员|巡查员|监护人|负责人|双方|办事处|居委会|大会|协会|(?:委员|理事|监事|董事)会|监理|户主|住户|人"
)
AGENT_END = re.compile(rf"(?:{_HEADS})(?:[（(][^（）()]*[）)])?$")
_NO_AGENT = re.compile(
    r"^(?:对|向|在|因|经|由|自|从|以(?!色)|为|将|把|当|如|按|依|待|于|未|不|违反|无|没有|除|与(?!会)|给|被|就|发现|造成|逾期|通过|属于|根据|确需)|"
    r"按照|根据|依照|通过|由于|因为|应当|必须|可以|不得|(?:时|后|前|内|的)$|有关(?:部门|单位|人员|规定)$"
)
_ADVERBIAL = re.compile(
    r"(?=在(?!线|建|职|编|岗)|自(?!然|来|建|备|治|己|行|愿|身)|自(?:收到|接到|受理)|接到|收到|发现|每|对(?!外|口)|按照|根据|依照|因(?!特网)|经(?!营|济|办|理|纪)|于|负责(?!人)|通过|需要|确需|委托)"
)
_VERB_AFTER = (
    r"责令|负责|批准|审批|制定|规定|给予|处(?!理)|依法|按照|依照|根据|组织|承担|会同|确定|公布|颁发|核发|吊销|没收|提出|报|统一|审查|"
    r"管理|编制|划定|监督|拟[定订]|核定|核准|处理|责成|指定|建设|实施|予以|进行|作出|另行|决定|收取|征收|代为|通知|出具|签发|办理|审核|认定|"
    r"发布|履行|支付|赔偿|申请|提供|建立|牵头|协调|解释|商|在|向|对|将|从|于|与|共同|分别|各自|协商|自行|约定|委托|采取|限期|追究|查处|撤销|并处|发放|保管|保存|汇总|填写|完成|检定|检测|召集|主持|确认|受理|转|调查|裁定|裁决|暂扣|警告|通报|督促|落实|安排|设立|设置|配备|维护|抢修|修复|清洗|更换|安装"
)
BY = re.compile(rf"由(?P<who>[^，。；：由]{{1,38}}?(?:{_HEADS})(?:[（(][^（）()]*[）)])?)(?={_VERB_AFTER})")


@dataclass(frozen=True, slots=True)
class Rule:
    """One binding part of a sentence. Offsets are into `text`; an absent holder has start == end."""

    text: str
    holder: tuple[int, int]
    modal: tuple[int, int]
    conditions_end: int

    @property
    def who(self) -> str:
        return self.text[slice(*self.holder)]

    @property
    def force(self) -> str:
        return self.text[slice(*self.modal)]

    @property
    def conditions(self) -> str:
        return self.text[: self.conditions_end].rstrip("，, ")

    @property
    def predicate(self) -> str:
        return self.text[self.modal[1] :]


def segments(text: str, marks: str = "，,") -> list[tuple[int, int]]:
    """Half-open offsets of what stands between commas outside brackets and quotation marks."""
    found, depth, begin = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in _OPEN) - (character in _SHUT)
        if depth == 0 and character in marks and not (character == "," and text[i + 1 : i + 2].isdigit()):
            found.append((begin, i))
            begin = i + 1
    found.append((begin, len(text)))
    return [(a, b) for a, b in found if a < b]


def balanced(text: str) -> bool:
    """True when brackets and quotation marks close what they open."""
    stack: list[str] = []
    for character in text:
        if character in _OPEN:
            stack.append(_SHUT[_OPEN.index(character)])
        elif character in _SHUT and (not stack or stack.pop() != character):
            return False
    return not stack


def is_agent(text: str) -> bool:
    """True when `text` names somebody who can have a duty, and nothing besides."""
    if not 1 < len(text) <= 60 or not balanced(text) or _NO_AGENT.search(text):
        return False
    return AGENT_END.search(text) is not None and MODAL.search(text) is None


def parse(text: str) -> Rule | None:
    """Take the first binding part of a sentence apart; None when nothing in it binds."""
    parts = segments(text)
    for n, (start, end) in enumerate(parts):
        modal = MODAL.search(text, start, end)
        if modal is None or _is_condition(text[start:end], modal.end() - start):
            continue
        head = text[start : modal.start()]
        holder = _holder(text, parts, n, start, head)
        begin = min(start, holder[0]) if holder[0] < holder[1] else start
        return Rule(text, holder, modal.span(), begin)
    return None


def _is_condition(segment: str, modal_end: int) -> bool:
    """应当进行环境影响评价而未进行的, 依法应当…的项目: the modal is inside a condition."""
    return segment.endswith("的") and re.search(r"[未不而却]", segment[modal_end:]) is not None


def _holder(text: str, parts: list[tuple[int, int]], n: int, start: int, head: str) -> tuple[int, int]:
    if is_agent(head):
        return start, start + len(head)
    for cut in _ADVERBIAL.finditer(head):
        if cut.start() and is_agent(head[: cut.start()]):
            return start, start + cut.start()
    if not head and n:
        before = parts[n - 1]
        if is_agent(text[slice(*before)]) and (n == 1 or not text[slice(*before)].startswith(("并", "或"))):
            return before
    return start, start


def whole_predicate(rule: Rule) -> str:
    """What is bound, to the end of the part, without closing punctuation."""
    return rule.predicate.rstrip("。；;，,. ")
