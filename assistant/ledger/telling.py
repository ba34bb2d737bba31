"""Whether a figure is a result, a plan, or a fact that is told without being either.

The order is that of the labelling rules: a plan word in the clause wins, then the part of the document, then the
words. What only sets the scene is `state`: an old value, the size of the population, the scope of a project.
"""

from __future__ import annotations

import re

from assistant.domain import Document, Status
from assistant.ledger.parts import Part
from assistant.text import modality
from assistant.text.quantities import Quantity
from assistant.text.reading import change_role

_PEOPLE = re.compile(
    r"[余多]?(?:万)?(?:[\u4e00-\u9fff]{0,6}?)(?:人民(?!币)|中国人|儿女|父老|同胞|乡亲|各族群众|各族儿女|中华儿女)"
)
_HOLDS = re.compile(
    r"(?:[我全该本][省市区县国州村镇]|共|现)(?:共|现)?有(?:[\u4e00-\u9fff]{0,6}(?:农户|人口|居民|村民|住户|村庄|用户|员工|职工))?(?:约|近|超过?)?$"
)
_DISTRICTS = re.compile(
    r"个?(?:设区市|地级市|市[州（(]|州市|盟市|省辖市|区县|县[市区]|国控断面|国考断面|地市)"
    r"(?=[^，。；]{0,14}(?:都|均(?!衡)|中(?![心小])|水质|优良|占比|比例|率))"
)
_BENEFIT = re.compile(r"(?:惠及|受益|服务|帮助|保障|为|助力|解决|新增|覆盖)[^，。；]{0,6}$")
_OF_MANY = re.compile(r"的?(?:\d|一批)")
#: In a look-back these only look like plans: funds that were won, plans that were met, records that were broken again.
_NO_PLAN = re.compile(
    r"争取(?!实现|到\d|年内|明年|达)|再[创降]|(?:年度?|招生|行动|任务|提升|专项|“[^”]{0,8})计划|计划(?:任务|投资|的|目标|”|数|停水|检修|内|外)|目标(?:任务|值)?的|"
    r"预计(?!明年)"
)
_BUDGET = re.compile(r"(?:(?<!完成)(?<!实现)(?<!带动)总投资|概算|预算)(?:额)?(?:达|达到|为|约|近|超过?|约为)*$")
_SCOPE = re.compile(r"涉及[^，。；]{0,24}$")
_FOCUS = re.compile(r"(?:聚焦|围绕|针对|对照|瞄准)$")
_YEARLY = re.compile(r"(?:(?<!人)每年可?|年均可|年可|预计每年)[^，。；]{0,12}$")
_SERVICE = re.compile(r"\s?(?:不间断|全天候|值守|值班|在线|热线|服务|开放)")
_COMPARED = re.compile(r"(?:上年|去年|同期|上一年|原来|此前|改造前|由原)(?:同期)?(?:的|为|是)(?:约|近|超过?)?$")
_RESULT_OF_PLAN = re.compile(r"(?:已|超额|提前|顺利|全面|圆满)(?:完成|实现)")

#: Kinds of papers whose figures are rules: neither results nor plans, and of no year.
_RESULTS = frozenset({"summary", "review", "table"})
"""Kinds of papers that tell results wherever no word tells a plan."""
#: 优于计划的3.5个工作日; 年度计划的供水总量6150万吨均已完成: the value of a plan, told among results.
_PLANNED_VALUE = re.compile(r"(?:计划|目标)的$|(?:年度|年初)(?:计划|目标)的(?![^，。；]*[多少超高低])[^，。；]*$")
STANDING = frozenset({"policy", "procedure", "law", "handbook", "guide"})


def status_of(sentence: str, clause: tuple[int, int], quantity: Quantity, part: Part, document: Document) -> Status:
    """Return the status of one number of a sentence; `clause` holds its offsets there."""
    words = sentence[clause[0] : clause[1]]
    before, after = sentence[: quantity.start], sentence[quantity.unit_end :]
    if document.metadata.kind in STANDING or _sets_the_scene(before, after, sentence, quantity):
        return Status.STATE
    if part.status is Status.PLANNED or (quantity.unit != "%" and _is_planned_value(before[clause[0] :], after)):
        return Status.PLANNED
    planned = modality.plan_word(_NO_PLAN.sub("", words)) is not None and not _RESULT_OF_PLAN.search(words)
    if part.status is Status.ACHIEVED:
        return Status.PLANNED if planned else Status.ACHIEVED
    if planned:
        return Status.PLANNED
    if document.metadata.kind in _RESULTS:
        return Status.ACHIEVED
    published = document.metadata.published
    told = (document.metadata.kind, published.year if published else None, str(part.year) if part.year else None)
    status = modality.status_of(words, (), *told)
    return modality.status_of(sentence, (), *told) if status is Status.STATE else status


def _is_planned_value(before: str, after: str) -> bool:
    return bool(_PLANNED_VALUE.search(before) or re.match("的(?:年度|年初)?(?:计划|目标)", after))


def _sets_the_scene(before: str, after: str, sentence: str, quantity: Quantity) -> bool:
    nearby = before[-24:]
    return bool(
        change_role(sentence, quantity) == "from"
        or (_PEOPLE.match(after) and not _BENEFIT.search(nearby))
        or _HOLDS.search(nearby)
        or _DISTRICTS.match(sentence[quantity.end :])
        or (_BUDGET.search(nearby) and not _OF_MANY.match(after) and not re.search(r"\d[^，。；]*$", nearby))
        or _SCOPE.search(before[-30:])
        or _FOCUS.search(nearby)
        or _YEARLY.search(nearby)
        or _COMPARED.search(nearby)
        or (quantity.unit == "小时" and _SERVICE.match(after))
    )
