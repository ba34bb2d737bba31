"""Chinese follow-ups: 那2022年呢, 还有哪些材料要带, 为什么, 由谁负责, 它的目标是多少, made to stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.conversations.chinese_parts import ASKING, MEASURE, statement, trimmed, with_name
from assistant.conversations.moments import found_in, with_period, with_status
from assistant.text.places import named_places
from assistant.text.tokens import plain_words

Found = tuple[str, tuple[str, ...]]
"""The question that stands by itself, and what it took over."""

_LONGEST, _LONGEST_NAME, _SHORT_CASE, _SHORT_NAME = 24, 16, 10, 3
_OPENING = re.compile(
    r"^(?:请问|好的|嗯|哦|另外请问|再问一下|我想问)?[，,\s]*(?P<then>那么|那要是|那如果|那(?![个些里边种位]))?[，,\s]*"
)
_MORE = re.compile(r"^(?:还有|还要|还需要?|还得|还应|还可以|除此之外|除了这些|此外|另外|别的|其他的?)")
_POINTS = re.compile(
    r"^(?P<word>它们?|他们|她|这些|那些|上述|前者|后者|其(?!他)|这[个项份种条座类次]?|(?:该|此|那|本)"
    r"(?:[个项份种条座类次]|(?=办法|规定|制度|项目|工程|指标|数)))"
    r"(?P<noun>规定|办法|制度|文件|条款|工程|项目|指标|数字|数据|数|情况|问题|材料|流程|标准|计划|目标|要求|期限)?(?P<of>的)?"
)
#: Words that name no subject: a question of nothing else leans on the one before it.
_LIGHT = re.compile(
    r"需不需要|为什么|由|归|向|给|去|到|从|对|把|被|和|比|较|与|相比|来|了|的|地|得|着|过|都|也|又|还|再|就|才|只|是|有|在|为|"
    r"负责人?|责任人?|主管|管理?|办理|办|处理|申请|提交|提供|准备|联系|咨询|找|问|审批|批准|开始|结束|生效|施行|执行|实施|"
    r"需要|需|要求|要|应当?|应该|必须|可以|可|能够?|会|不|没有?|材料|资料|手续|流程|步骤|程序|规定|依据|条款|条件|标准|"
    r"费用|收费|价格|钱|金额|时间|时限|期限|有效期|日期|单位|部门|地点|地方|电话|人员?|结果|原因|情况|数据|数字|数|值|"
    r"计划|目标|实际|完成|达标|实现|增长率?|增幅|增加|下降|降幅|减少|提高|变化|同比|环比|上年|去年|今年|同期|"
    r"多|少|高|低|大|小|长|快|慢|最|更|一共|总共|共|各|每|个|次|一|算|计算|具体|详细|分别|什么|时候|这样|那样|同样|样|"
    r"如果|否则|超过|逾期|例外|特殊|以上|以下|以内|内|带|交|用|知道|说|讲|写|定|出来|出|里|上|下|第|年|月|日|天|谁|哪|几|怎|么"
)
_STARTS = re.compile(
    r"^(?:由谁|向谁|找谁|归谁|谁|什么时[候间]|何时|几[天日号个年]|多久|多长时间|多少钱|在哪|去哪|到哪|"
    r"需不需要|需要|可以|可不可以|能不能|能否|能|是否|会不会|会|应该|必须|有没有|用不用|要不要|要)"
)
_ALSO = re.compile(
    r"^(?P<name>.{1,10}?)(?:也是这样|也是如此|也是一样|也一样|也适用|也要|也需要|也可以|也是|也)(?:吗|的吗)$"
)
_WHEN = re.compile(
    r"^(?:晚上|夜间|夜里|白天|周末|双休日|节假日|平时|冬季|冬天|夏季|夏天|汛期|高峰期|旱季|"
    r"(?:紧急|特殊|一般)情况下?)$"
)
_COMPARED = re.compile(r"^(?:和|与|跟|同)(?P<name>.{1,12}?)相?比(?:较)?$")
_NTH = re.compile(r"第?[一二三四五六七八九十\d]+(?P<of>[档级类期批次条款季])")
_CASE = re.compile(r"^(?:如果|要是)?(?:不|没|未(?!成年)|发现问题|超过|逾期|到期|本人|忘记|丢失|哪个?.{0,2}最)")
_STATUS = re.compile(r"(?:原?计划数?|计划目标|目标值?|实际(?:完成)?(?:情况|数|值)?|完成情况|完成)(?:的|值)?")
_BOUND = r"(?:以上|以下|以内|及以上|及以下|左右)?"


def follow(question: str, last: str, today: date) -> Found | None:
    """`question` with what it leaves out taken from `last`, the question before it; None when it stands by itself."""
    opening = _OPENING.match(question)
    then = bool(opening and opening["then"])
    bare = trimmed(question[opening.end() :] if opening else question)
    if not bare or len(bare) > _LONGEST:
        return None
    asks = ASKING.search(bare)
    if not asks:
        named = then or bool(re.search(r"呢[？?\s]*$", question)) or _only_a_period(bare, today)
        name = re.sub(r"(?:的话|怎样|的呢|的)$", "", bare)
        return _instead(last, name, today) if named and len(name) <= _LONGEST_NAME else None
    if _MORE.match(bare):
        return _added(last, bare) if len(_own(bare, today)) <= 6 else None
    pointed = _POINTS.match(bare)
    # 那些老旧小区 points at nothing that was said: it has a name of its own.
    if pointed and not (pointed["word"] in ("这些", "那些") and len(_own(bare[pointed.end() :], today)) > _SHORT_NAME):
        return _pointing(last, bare, pointed)
    also = _ALSO.match(bare)
    if also:
        return _instead(last, also["name"], today)
    if _CASE.match(bare) and len(bare) <= _SHORT_CASE:
        return _added(last, bare)
    own = _own(bare, today)
    if not own:
        return _light(last, bare, today)
    if _STARTS.match(bare) and len(own) <= 3 and len(bare) <= 10 and not found_in(bare, today):
        return _added(last, bare)
    return None


def _only_a_period(bare: str, today: date) -> bool:
    return bool(found_in(bare, today)) and not _own(bare, today)


def _own(bare: str, today: date) -> str:
    """What of `bare` names something: without periods, words that ask and words that lean on a subject."""
    for period in reversed(found_in(bare, today)):
        bare = bare[: period.start] + " " + bare[period.end :]
    bare = re.sub(r"(?:比|较|与)?(?:19|20)\d\d年?", " ", bare)
    return re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", _LIGHT.sub(" ", ASKING.sub(" ", _MORE.sub("", bare))))


def _instead(last: str, bare: str, today: date) -> Found | None:
    """`last` about another period, place, amount or name."""
    compared = _COMPARED.match(bare)
    if compared:
        topic = statement(last)
        return f"{topic}和{compared['name']}相比变化多少？", (topic,)
    if _WHEN.match(bare):
        return f"{bare}{last}", (trimmed(last),)
    taken = last
    kept: tuple[str, ...] = ()
    for period in found_in(bare, today)[:1]:
        taken, kept = with_period(last, period.raw, today)
        bare = (bare[: period.start] + bare[period.end :]).strip("的，, ")
    relative = re.fullmatch(r"(?:上|下|前|后)一个?年度?", bare)
    if relative and not kept:
        taken, kept = with_period(last, bare, today)
        bare = ""
    if not bare or bare in ("在", "份", "同期"):
        return taken, kept
    if _STATUS.fullmatch(bare):
        turned = with_status(taken, bare)
        return (turned, (statement(last),)) if turned else None
    for way in (_other_place, _other_amount, _other_rank, with_name):
        found = way(taken, bare)
        if found is not None and found[0] != last:
            return found[0], tuple(_common(last, found[0]))
    return f"{statement(taken)}，{bare}？", (statement(last),)


def _other_place(last: str, name: str) -> tuple[str, str] | None:
    wanted, held = named_places(name), named_places(last)
    if not wanted:
        return None
    if not held:
        return (name + last, "") if len(name) <= 6 else None
    old = re.search(re.escape(held[0]) + ("(?:省|市|自治区)?" if re.search("[省市区]$", name) else ""), last)
    return (last[: old.start()] + name + last[old.end() :], old.group()) if old else None


def _other_rank(last: str, name: str) -> tuple[str, str] | None:
    """第一档 → 第二档: another of a row."""
    wanted = _NTH.fullmatch(name)
    old = next((each for each in _NTH.finditer(last) if wanted and each["of"] == wanted["of"]), None)
    return (last[: old.start()] + name + last[old.end() :], old.group()) if old else None


def _other_amount(last: str, name: str) -> tuple[str, str] | None:
    """口径25毫米以下的 → 40毫米以上的: a number with the same unit."""
    wanted = re.fullmatch(rf"(?:[\u4e00-\u9fff]{{0,6}}?)(\d[\d.]*)({MEASURE}){_BOUND}", name)
    if wanted is None:
        return None
    old = re.search(rf"\d[\d.]*{re.escape(wanted[2])}{_BOUND}", last)
    if old is None:
        return None
    new = name[wanted.start(1) :]
    return last[: old.start()] + new + last[old.end() :], old.group()


def _common(last: str, new: str) -> Iterator[str]:
    """The words that stand in both questions, in the order of the former."""
    from difflib import SequenceMatcher

    old = plain_words(last)
    for block in SequenceMatcher(None, old, plain_words(new), autojunk=False).get_matching_blocks():
        part = "".join(old[block.a : block.a + block.size]).strip("的？?，, ")
        if len(part) > 1:
            yield part


def _pointing(last: str, bare: str, pointed: re.Match[str]) -> Found:
    topic = statement(last)
    rest = bare[pointed.end() :]
    if pointed["word"] == "其" and rest.startswith("中"):
        return f"{topic}，{bare}？", (topic,)
    unknown = len(pointed["word"]) > 1 and pointed["word"][0] in "这该此那本" and not pointed["noun"]
    if unknown or (pointed["noun"] and pointed["noun"] not in topic):
        return f"{topic}，{bare}？", (topic,)
    return f"{topic}{pointed['of'] or ''}{rest}？", (topic,)


def _light(last: str, bare: str, today: date) -> Found | None:
    """A question without any subject: of the former one's subject it asks something else, or of another time."""
    turned = re.search(r"计划|目标|实际|完成了", bare) and re.search(r"多少|几|是什么", bare)
    period = found_in(bare, today)
    if turned or period:
        text, kept = with_period(last, period[0].raw, today) if period else (last, (statement(last),))
        status = with_status(text, bare) if turned else None
        if status or (period and re.search(r"多少|几|怎么样|如何|吗|呢", bare)):
            return status or text, kept
    if re.fullmatch(r"为什么|为何|原因(?:是什么|何在)|什么原因", bare):
        topic = statement(last)
        return f"{topic}的原因是什么？", (topic,)
    return _added(last, bare)


def _added(last: str, bare: str) -> Found:
    topic = statement(last)
    close = re.match(r"由|谁|向谁|找谁|什么时|何时|多久|多长|多少|几|在哪|怎么|如何|比|较|同比|归谁|有", bare)
    return f"{topic}{'' if close else '，'}{bare}？", (topic,)
