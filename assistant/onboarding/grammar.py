"""A Chinese rule taken apart: what it hangs on, who it binds, how, and to what.

因施工需要停止供水的，供水企业应当提前二十四小时通知用户。
conditions            holder  modal predicate
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _SHUT = "（(《“「〈", "）)》”」〉"
MODAL = re.compile(
    r"不得(?!不)|(?<!被)禁止|严禁|应当(?!急)|必须|可以|有权|有义务|(?<![无所])须(?!知)|"
    r"(?<![相供对反适响感效])应(?!急|用|对|届|邀|变|力|付|收|聘|声|的|该)"
)
_HEADS = (
    r"部门|机构|成员|单位|企业|人民政府|政府|机关|人员|用户|用水户|经营者|个人|公民|组织|委员会|公司|国务院|法院|检察院|负责人|"
    r"管理人|所有权人|使用人|产权人|业主|(?<!小)班|(?:监测|管理|服务|营业)站|营业所|调度室|中心|(?<!内)(?<!外)(?<!全)(?<!上)(?<!下)(?<!底)部|"
    r"集团|学校|医院|银行|当事人|申请人|投标人|招标人|中标人|采购人|供应商|法人|劳动者|从业人员|职工|消费者|运营者|处理者|承包人|"
    r"发包人|[从经生销使取用管建设举投驾值提]\w{0,3}者|[坐抄管检值巡监督技操驾]\w{1,3}员|双方|办事处|居委会|大会|协会|"
    r"(?:委员|理事|监事|董事)会|户主|住户|(?<![法])人"
)
AGENT_END = re.compile(rf"(?:{_HEADS})(?:[（(][^（）()]*[）)])?$")
_NO_AGENT = re.compile(
    r"^(?:对|向|在|因|经(?!营)|由|自(?!来|建|备)|从(?!事|业)|以(?!色)|为|将|把|当(?!事)|如|按|依|待|于|未|不|违反|无|没有|除|与(?!会)|给|被|就|发现|"
    r"造成|逾期|通过|属于|根据|确需|需要(?!.*的)|并|或|而|设(?!计|备|施)|其(?!他)|该|受到|接到|收到)|"
    r"按照|根据|依照|通过|由于|因为|(?:时|后|前|内|的)$|有关(?:部门|单位|人员|规定|机关)$"
)
_ADVERBIAL = re.compile(
    r"(?=在(?!线|建|职|编|岗)|自(?!然|来|建|备|治|己|行|愿|身)|接到|收到|发现|每|对(?!外|口)|按照|根据|依照|因(?!特网)|"
    r"经(?!营|济|办|理|纪)|于|通过|需要|确需|委托|进行|组织(?!$|的|或|和|、)|提供|收集|处理(?!者)|编制|制定|从事)"
)
_VERB_AFTER = (
    r"责令|负责|批准|审批|制定|规定|给予|处(?!理)|依法|按照|依照|根据|组织|承担|会同|确定|公布|颁发|核发|吊销|没收|提出|报|统一|审查|"
    r"管理|编制|划定|监督|拟[定订]|核定|核准|处理|责成|指定|建设|实施|予以|进行|作出|另行|决定|收取|征收|代为|通知|出具|签发|办理|"
    r"审核|认定|发布|履行|支付|赔偿|申请|提供|建立|牵头|协调|解释|在|向|对|将|从|于|与|共同|分别|各自|协商|自行|约定|委托|采取|限期|"
    r"追究|查处|撤销|并处|发放|保管|保存|汇总|填写|完成|检定|检测|召集|主持|确认|受理|转|调查|裁定|裁决|暂扣|警告|通报|督促|落实|"
    r"安排|设立|设置|配备|维护|抢修|修复|清洗|更换|安装|享有|行使|领导|签订|集中|代表|逐级|具体"
)
BY = re.compile(
    rf"(?<![交经理事])由(?P<who>[^，。；：由]{{1,38}}?(?:{_HEADS})(?:[（(][^（）()]*[）)])?)(?=(?:{_VERB_AFTER})(?!的))(?!负责[^，。；]{{1,24}}的[^，。；]{{0,6}}(?:部门|机构|机关))"
)
_ACTS = (
    r"批准|同意|审批|审核|审查|许可|核准|备案|备查|报告|申请|报送|报批|提出|办理|缴纳|投诉|举报|登记|申报|反映|检定|认定|核定|复核|"
    r"提交|移交|申领|查明|查询"
)
TO = re.compile(
    rf"(?:未经|(?<![已不必])经|征得|向|报请|报经|上报|报送|报(?![告废警损装名表]))"
    rf"(?P<who>[^，。；：、向经报由]{{2,30}}?(?:{_HEADS}))(?=(?:书面|依法|统一|重新|及时|提前|如实)?(?:{_ACTS}))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One binding part of a sentence. Offsets are into `text`; an absent holder has start == end. `head` is what stands
    between the conditions and the modal: the holder, or the thing a rule is about."""

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
    def head(self) -> str:
        return self.text[self.conditions_end : self.modal[0]]

    @property
    def predicate(self) -> str:
        """What is bound, to the end of the part, without closing punctuation."""
        return self.text[self.modal[1] :].rstrip("。；;，,. ")


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


def is_condition(segment: str) -> bool:
    """True for a segment that says when a rule holds."""
    return re.search(r"(?:的|时|后|之日起|情况下|期间)$", segment) is not None or segment.startswith(
        ("因", "如", "发生")
    )


def subrules(part: str) -> list[tuple[int, int]]:
    """Cut a part where a new rule of its own begins: after a rule that is complete, with a condition or a holder."""
    cuts, bound = [0], False
    for start, end in segments(part):
        words = part[start:end]
        modal = MODAL.search(words)
        fresh = modal is not None and is_agent(words[: modal.start()])
        if bound and (fresh or (words.endswith("的") and modal is None and len(words) > 6)):
            cuts.append(start)
            bound = False
        bound = bound or modal is not None
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(part)], strict=True)]


def parse(text: str) -> Rule | None:
    """Take the first binding part of a sentence apart; None when nothing in it binds."""
    parts = segments(text)
    for n, (start, end) in enumerate(parts):
        modal = MODAL.search(text, start, end)
        if modal is None or _inside_condition(text[start:end], modal.end() - start):
            continue
        holder = _holder(text, parts, n, start, text[start : modal.start()])
        begin = min(start, holder[0]) if holder[0] < holder[1] else start
        return Rule(text, holder, modal.span(), begin)
    return None


def _inside_condition(segment: str, modal_end: int) -> bool:
    """应当进行环境影响评价而未进行的: the modal is inside a condition."""
    return segment.endswith("的") and re.search(r"[未不而却]", segment[modal_end:]) is not None


def _holder(text: str, parts: list[tuple[int, int]], n: int, start: int, head: str) -> tuple[int, int]:
    if is_agent(head):
        return start, start + len(head)
    for cut in _ADVERBIAL.finditer(head):
        if cut.start() and is_agent(head[: cut.start()]):
            return start, start + cut.start()
    if not head and n:
        before = parts[n - 1]
        if is_agent(text[slice(*before)]):
            return before
    return start, start
