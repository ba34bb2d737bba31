"""Questions as they are made, one of each type, over a rule of six articles."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Span
from assistant.question_items import Difficulty, ItemType, QuestionItem

TITLE = "停水通知管理办法"
RULE = """停水通知管理办法（样例）

第一条 为规范停水通知，保障用户用水，制定本办法。

第二条 计划停水的，供水企业应当提前24小时通知用户。

第三条 因施工停水超过12小时的，供水企业应当安排临时供水。

第四条 抢修按以下步骤进行：先关闭阀门，再开挖，然后更换管段，最后冲洗消毒。

第五条 停水通知由客户服务部发布，生产运行部和管网运维部配合。

第六条 任何单位和个人不得擅自启闭公共供水阀门；违反的，处五千元以上五万元以下罚款。
"""
QUOTES = {
    "第二条": "计划停水的，供水企业应当提前24小时通知用户。",
    "第三条": "因施工停水超过12小时的，供水企业应当安排临时供水。",
    "第四条": "抢修按以下步骤进行：先关闭阀门，再开挖，然后更换管段，最后冲洗消毒。",
    "第五条": "停水通知由客户服务部发布，生产运行部和管网运维部配合。",
    "第六条": "任何单位和个人不得擅自启闭公共供水阀门；违反的，处五千元以上五万元以下罚款。",
}


def made(name, kind, question, answer, clause, options=(), **more):
    """An item over `clause` of RULE, its spans as they stand there."""
    quote = QUOTES[clause]
    start = RULE.index(quote)
    item = QuestionItem(
        item_id=name,
        type=kind,
        question=question,
        answer=answer if isinstance(answer, tuple) else (answer,),
        options=tuple(options),
        explanation=f"{clause}规定：{quote}",
        quote=quote,
        spans=(Span(1, start, start + len(quote)),),
        document_id="d1",
        version=1,
        passage_id=f"p-{clause}",
        title=TITLE,
        clause=clause,
        clause_path=clause,
        page=1,
        difficulty=Difficulty.MEDIUM,
        topic="停水",
        role="供水企业",
    )
    return replace(item, **more)


SHORT = made("q-short", ItemType.SHORT, "计划停水的，供水企业应当提前多长时间通知用户？", "24小时", "第二条")
SINGLE = made(
    "q-single", ItemType.SINGLE, "因施工停水超过多长时间的，供水企业应当安排临时供水？", "12小时", "第三条",
    ("6小时", "12小时", "24小时", "48小时"),
)  # fmt: skip
MULTIPLE = made(
    "q-multiple", ItemType.MULTIPLE, "停水通知发布时，由哪些部门配合？", ("生产运行部", "管网运维部"), "第五条",
    ("生产运行部", "工程建设部", "管网运维部", "党群人力部"),
)  # fmt: skip
TRUE_FALSE = made(
    "q-true-false", ItemType.TRUE_FALSE, "个人可以自行启闭公共供水阀门。", "错误", "第六条",
    difficulty=Difficulty.EASY, role="", topic="阀门",
)  # fmt: skip
FILL = made("q-fill", ItemType.FILL, "停水通知由＿＿＿＿发布。", "客户服务部", "第五条")
ORDER = made(
    "q-order", ItemType.ORDER, "抢修的步骤按先后顺序应当怎样排列？",
    ("关闭阀门", "开挖", "更换管段", "冲洗消毒"), "第四条", ("更换管段", "关闭阀门", "冲洗消毒", "开挖"),
)  # fmt: skip
SCENARIO = made(
    "q-scenario", ItemType.SCENARIO, "某工地施工，停水超过12小时。按《停水通知管理办法》，供水企业应当怎么做？",
    "安排临时供水", "第三条", difficulty=Difficulty.HARD,
)  # fmt: skip
ITEMS = (SHORT, SINGLE, MULTIPLE, TRUE_FALSE, FILL, ORDER, SCENARIO)
HOSTILE = replace(
    FILL,
    item_id="=1+2",
    question='=HYPERLINK("http://evil.invalid","按") 中 {花括号} ~波浪~ #井号 <b>粗体</b> *星号*，由＿＿发布？',
    explanation="+cmd|' /C calc'!A0\n@SUM(A1) \\ : {{question}}",
    topic="-主题",
)
