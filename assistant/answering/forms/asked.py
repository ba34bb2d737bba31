"""Which form of answer a question asks for, read from its own words."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.answering.sought import simple


class Form(StrEnum):
    """What the answer must look like."""

    COMPARISON = "comparison"
    STEPS = "steps"
    REMEDY = "remedy"
    """What to do when something happened: one rule, or steps where no rule says it."""
    LIST = "list"
    PERMISSION = "permission"
    PLAIN = "plain"


# Order matters: the first that matches decides. 有什么区别 is a comparison before it is a list.
_PATTERNS: tuple[tuple[Form, str], ...] = (
    (
        Form.COMPARISON,
        r"区别|有(?:什么|何|哪些|啥)?(?:不同|差别|差异)|不一样|相比|对比|比较(?=一下|$|[?？。])|^比较"
        r"|\b(?:differences?|differ|compared?|versus|vs)\b",
    ),
    (
        Form.REMEDY,
        r"怎么办(?!理)|咋办|(?:应|该)?(?:怎么|如何|怎样)(?:处理|处置|应对)|该?做些?什么(?:处理|处置)"
        r"|what (?:should|do|must|can) (?:i|we|you|they|one) do\b|what (?:if|happens)\b",
    ),
    (
        Form.STEPS,
        r"流程|步骤|程序(?!员)|[几多][少个]?步|(?:怎么|如何|怎样)(?!样|了|回事|计算|收费|规定|看)|(?:分|有)(?:哪|几)[几个]?步"
        r"|\bhow (?:do|to|should|can|must|is|are)\b|\bsteps?\b|\bprocedure",
    ),
    (
        Form.LIST,
        r"哪些|哪[几两二三四五六七八九]|(?:包括|包含|涉及|分为|有|需要?|提供|提交|携带|准备|带)(?:什么|几[种类级个项])"
        r"|什么(?:材料|资料|证件|手续|条件|内容|要求|情形|职责|项目|东西)|几[种类级](?!\d)|都有什么"
        r"|\b(?:which|what) (?:are|kinds?|types?|documents?|items?|conditions?|requirements?)\b",
    ),
    (
        Form.PERMISSION,
        r"(?:可以|能够?|允许|准许|需要?|要|必须|应当|应该|得|会|算|属于|有没有).{0,24}[吗么嘛]|能不能|可不可以|要不要|需不需要|用不用|该不该"
        r"|是否|可否|能否|是不是|行不行"
        r"|^(?:may|can|must|should|is|are|do|does|am)\b|\b(?:is it allowed|am i allowed|do i need|allowed to)\b",
    ),
)
_FORMS = tuple((form, re.compile(pattern)) for form, pattern in _PATTERNS)


def form_of(question: str) -> Form:
    """The form that `question` asks for; PLAIN when its words do not say."""
    text = simple(question)
    return next((form for form, pattern in _FORMS if pattern.search(text)), Form.PLAIN)


#: What names the form and stands in no answer's subject.
PROCEDURAL = frozenset(
    "流程 步骤 程序 办理 办 处理 操作 进行 顺序 怎么 怎么办 怎样 如何 应该 应当 需要 要 做 哪些 什么 几步 "
    "多久 多长时间 多长 时间 长 多少 几 谁 有 是 "
    "区别 不同 差别 差异 相比 对比 比较 材料 规定 要求 内容 具体 该 吗 可以 能 时 时候 有何 "
    "do doe how step procedure should must can need what difference between compare".split()
)
