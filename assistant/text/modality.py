"""Whether a sentence tells a result, a plan or a standing fact; whether it denies; how strongly a rule binds.

The order of the signs follows the labelling rules of the figure gold: a plan word in the sentence wins, then the part
of the document (look-back or tasks), then the sentence's own tense, then the year it speaks about. 完成 in a part that
sets tasks is a task to complete, not a thing completed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.domain import Status

Force = Literal["must", "may", "must_not", "exempt", "none"]

_PLAN = re.compile(
    r"计划(?!目标(?:的)?\d|生育|停水|用水|内|外(?![贸资商])|单列|指标|新开工)|力争|争取|争创|(?<![模虚])拟(?!定|订|稿|合|人|真)|将(?:要|"
    r"会|继续|在|于|以|全|对|开|建|实|完|新|投|推|进|加|达|优|着|重|深|启|力|努)|"
    r"预计(?:将|到|年内|今年|明年|全年将)|有望|目标(?:是|为|：|:)|的目标|目标任务|确保|努力(?:实现|建成|打造|争|把|使)|"
    r"下一步|下步|接下来|明年|安排改造|今年安排|准备(?:在|于|新|建)|打算|规划(?:建设|到|新建|至)|待(?:建|完成|实施)|"
    r"(?<!已)(?<!全面)(?<!全部)(?<!均)(?<!正式)(?:尚待|亟待)|要(?:在|把|抓|加快|全面|确保|力争|实现|完成|"
    r"达到|推动|坚持|深化|强化)|再降|再创(?!历史|新高|佳绩|纪录)|"
    r"\b(?:plans? (?:to|for|include|call)|(?:the|its|a) plan (?:is|was|calls|provides)|under the plan|"
    r"planned|planning|aims?|aimed|targets?|targeted|goals?|will|"
    r"shall aim|intends?|"
    r"expects?|expected|forecast|to be (?:built|completed|renewed|invested|added)|scheduled|projected|"
    r"is set to|are set to|"
    r"seeks?|hopes?|proposes? to|strives?|next year)\b",
    re.IGNORECASE,
)
_FIGURE_SOON = re.compile(r"[^，。；]{0,16}?(?:\d|百分之|[一二两三四五六七八九十][一二三四五六七八九十百千万亿成])")
_PLAN_IN_RESULT = re.compile(
    r"(?:超出?|超过|超额完成|高于|好于|完成|占|为)(?:了)?(?:年度|全年|年初)?(?:计划|目标|任务)|计划目标|"
    r"(?:优于|超过|超出|未达到?|未完成|低于|比|较)[^，。；]{0,12}?(?:计划|目标)|"
    r"(?:exceed|above|ahead of|over)\w* (?:the )?(?:plan|target)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"已(?!知|有的|满|婚)|累计|完成(?!度|后|时)|实现了|达到?(?!标|产|成后)|(?<!不)超过|突破|建成|新增|同比|"
    r"比上年|较上年|共(?!同|建|有产|享|治|识|产|青)|增至|降至|"
    r"升至|获评|荣获|获得|取得|顺利|成功|全年|年末|年底(?!前)|以来|实施了|开展了|"
    r"[了过](?:[\d一二三四五六七八九十百]|$|，|。)|"
    r"\b(?:reached|completed|achieved|was|were|had|has been|have been|rose|grew|fell|increased|decreased|"
    r"declined|dropped|"
    r"came to|totall?ed|amounted|exceeded|surpassed|overtook|added|built|renewed|rebuilt|handled|received|saved|"
    r"recorded|attended|held|turned out|produced|delivered|cut|spent|invested|laid|installed|served)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"应当|应该|必须|不得|禁止|须(?!知)|严禁|可以(?!说)|有权|免于|本(?:办法|条例|规定|规程|制度|标准|细则)|"
    r"\b(?:shall|must|may not|is required to|are required to|is entitled)\b",
    re.IGNORECASE,
)
_TASK_PART = re.compile(
    r"工作(?:安排|打算|计划|部署|思路|重点)|(?:重点|主要|下步|下一步|下阶段)(?:工作|任务)|总体要求|目标任务|"
    r"任务目标|主要目标|预期目标|"
    r"工作要点|工作目标|未来|展望|下一步|今后|愿景|新征程|新篇|再创|砥砺前行|奋楫|对标.*全力|全力(?:实施|"
    r"打造|推进|以赴)|锚定|谋划|"
    r"\b(?:outlook|plans?|targets?|priorities|next steps|the year ahead|strategy for|goals)\b",
    re.IGNORECASE,
)
_LOOK_BACK = re.compile(
    r"回顾|总结|工作情况|完成情况|主要成绩|主要成效|工作成效|盘点|取得|成就|过去[的一五]|这一年|"
    r"去年(?:的)?工作|看点|大事记|"
    r"\b(?:review|look(?:ing)? back|achievements?|highlights|performance in|results)\b",
    re.IGNORECASE,
)
_RULE_KINDS = re.compile(
    r"法律|法规|条例|办法|规定|规程|制度|标准|细则|流程|指南|law|regulation|policy|procedure|rules?|standard",
    re.IGNORECASE,
)
_PLAN_KINDS = re.compile(r"规划|计划|方案|plan\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")

_NEGATION = re.compile(
    r"(?<!被)禁止|严禁|没有|没能|未能|未(?!来|成年|必)|尚未|并未|从未|仍未|并非|并不|并没|不(?=低于|高于|超过|少于|足以|能|"
    r"会|是|可|得|予|再|存在|包括|属于|含|符合|合格|达标)|"
    r"不(?!断|仅|但|同|得不|低|高|超|少|足|动|良|到|变|限|锈|停|懈|忘|管|论|过|久|可或缺|可再生|见面|安全感|"
    r"一样)|无(?!人机|线|障碍|锡|缝|偿|论|疑|证明|形|害|忧|愧|缘|纸|纺|为|锋)|"
    r"\b(?:not|no longer|never|failed to|fail to|without|neither|nor|unable to|did ?n[o'’]t|wasn['’]t|"
    r"weren['’]t|cannot)\b|\bno\b(?! (?:less|more|fewer|later)\b)(?!\.)",
    re.IGNORECASE,
)
#: Bounds and set phrases that hold a negative word and deny nothing.
_NO_DENIAL = re.compile(
    r"不(?:低|少|高|大|小|多)于|不超过|不逾|不得(?:低|少|高|大|小|多)于|不到|不足|无障碍|不动产|不良|不断|不仅|"
    r"不同程度|不可再生|"
    r"\b(?:no|not) (?:less|more|fewer|lower|higher) than\b|\bnot only\b|\bno later than\b",
    re.IGNORECASE,
)
_DENIED_BOUND = re.compile(r"(?:并|绝|从|也|仍|还)不(?=低于|高于|超过|少于|多于)")

_FORCES: tuple[tuple[Force, str], ...] = (
    ("exempt", r"免于|免予|免除|免收|免征|免缴|豁免|无需|无须|不必|毋需|毋须|"
        r"(?:可以|可|应当?|必)?不(?:再)?(?:需要?|要求)|可以不|"
        r"\bexempt(?:ed|ion)?\b|\bwaive[ds]?\b|\bneed not\b|\bnot (?:required|obliged|need(?:ed)?|have) to\b|"
        r"\bno need to\b"),
    ("must_not", r"不得(?!不)|禁止|严禁|不准|不许|无权|不应|(?:应当|应该|必须|须)不|"
        r"不可(?!再生|或缺|抗)|不能(?!不)|\b(?:must|shall|may|should) not\b|"
        r"\bprohibited\b|\bcannot\b|\bforbidden\b"),
    ("may", r"可以(?!说)|可(?:向|申请|以|按|由|凭|在|于|选|通过|自)|有权|允许|准予|\bmay\b|\bis allowed\b|"
        r"\bare allowed\b|\bentitled\b|\bcan\b"),
    ("must", r"应当|应该|必须|须(?!知)|务必|有义务|应(?!急|用|对|届|邀|变|力|付|收|聘|声|有尽有)|\bshall\b|"
        r"\bmust\b|\bis required to\b|\bare required to\b|\bhave to\b|\bhas to\b"),
)  # fmt: skip

_UP = re.compile(
    r"增长|增加|增至|增幅|提升|提高|上升|升至|升到|升高|上涨|涨幅|涨|扩大|净增|攀升|跃升|加快|拓宽|多出|"
    r"(?<!不)高于|优于|高出|超(?=[一-龥]{2,10}\d)|"
    r"\b(?:rose|rises?|risen|rising|grew|grows?|grown|growth|increas\w+|climb\w*|expand\w*|widen\w*|"
    r"improv\w+|up (?:by|from|to)?|higher|gain\w*)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"下降|降低|降至|降到|降幅|减少|缩小|收窄|回落|下滑|压降|压减|缩短|跌|减至|(?<!不)低于|再降|"
    r"降(?=[\d０-９一二三四五六七八九十百])|(?<!不)少于|"
    r"\b(?:fell|falls?|fallen|falling|declin\w+|decreas\w+|drop\w*|reduc\w+|shr[aiu]nk\w*|narrow\w*|"
    r"down (?:by|from|to)?|lower\w*|cut|less than the|below the)\b",
    re.IGNORECASE,
)
_UP_AFTER = re.compile(
    r"\s?(?:percentage points?\s)?(?:above|higher|more than the|increase|growth|rise|的?增长|的?增幅|的?涨幅)",
    re.IGNORECASE,
)
_DOWN_AFTER = re.compile(
    r"\s?(?:percentage points?\s)?(?:below|lower|less than the|decrease|reduction|decline|drop|的?降幅|的?下降)",
    re.IGNORECASE,
)


def status_of(
    sentence: str,
    section_path: Sequence[str] = (),
    document_kind: str = "",
    published_year: int | None = None,
    period: str | None = None,
) -> Status:
    """Return what `sentence` claims: achieved, planned or state.

    `section_path` holds the headings above it, outermost first; the innermost one that says look-back or tasks
    decides.
    `document_kind` is the document's kind (条例, 工作报告, 规划), `period` the period the sentence speaks about
    ("2023", "2023-07") and `published_year` the year the document came out: both are asked only when words are mute.
    """
    if plan_word(sentence):
        return Status.PLANNED
    part = part_of(section_path, published_year)
    if _RULE.search(sentence) and part is None:
        return Status.STATE
    if part is not None:
        return part
    if _RULE_KINDS.search(document_kind):
        return Status.STATE
    if _PLAN_KINDS.search(document_kind):
        return Status.PLANNED
    years = [int(year) for year in _YEAR.findall(period or "")]
    if years and published_year and min(years) > published_year:
        return Status.PLANNED
    # A number about a year that was over when the document came out is a result, also without a word that says so.
    if years and published_year and max(years) < published_year and re.search(r"\d", sentence):
        return Status.ACHIEVED
    return Status.ACHIEVED if _RESULT.search(sentence) else Status.STATE


def part_of(section_path: Sequence[str], published_year: int | None = None) -> Status | None:
    """Return what the part of a document under these headings tells, or None when the headings do not say.

    A heading with a year after the year of publication, or with that year and a task word, opens the tasks; one that
    looks back (回顾, 盘点) or names an earlier year opens the results.
    """
    for heading in reversed(section_path):
        if _LOOK_BACK.search(heading):
            return Status.ACHIEVED
        if _TASK_PART.search(heading):
            return Status.PLANNED
        years = [int(year) for year in _YEAR.findall(heading)]
        if years and published_year:
            if min(years) > published_year:
                return Status.PLANNED
            if max(years) < published_year:
                return Status.ACHIEVED
    return None


def plan_word(sentence: str) -> str | None:
    """Return the word that makes `sentence` a plan, or None. 超年度计划目标13.9% is a result told against a plan."""
    for match in _PLAN.finditer(sentence):
        # 确保 promises a figure (确保完成46个) or only describes care (确保及时受理).
        if match.group() == "确保" and not _FIGURE_SOON.match(sentence, match.end()):
            continue
        if not any(m.start() <= match.start() < m.end() for m in _PLAN_IN_RESULT.finditer(sentence)):
            return match.group()
    return None


def negated(text: str) -> bool:
    """True when the sentence denies. Bounds (不低于, no less than) deny nothing; 并不低于 does."""
    return bool(_DENIED_BOUND.search(text) or _NEGATION.search(_NO_DENIAL.sub("", text)))


def force_of(text: str) -> Force:
    """Return how a rule binds: must, may, must_not, exempt or none; the strictest word wins."""
    for force, pattern in _FORCES:
        if re.search(pattern, text, re.IGNORECASE):
            return force
    return "none"


def direction_of(before: str, after: str = "") -> Literal["up", "down"] | None:
    """Return whether the words nearest before a number (else right after it) say that something rose or fell."""
    last: tuple[int, Literal["up", "down"]] | None = None
    for way, pattern in (("up", _UP), ("down", _DOWN)):
        for match in pattern.finditer(re.split(r"[。；;\n]|[.!?] ", before)[-1]):
            if last is None or match.start() >= last[0]:
                last = (match.start(), "up" if way == "up" else "down")
    if _UP_AFTER.match(after):
        return "up"
    if _DOWN_AFTER.match(after):
        return "down"
    return last[1] if last else None
