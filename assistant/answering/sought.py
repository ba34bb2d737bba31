"""What a question wants to be told: a figure, a day, a person, a place … finer than its shape."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.text.normalise import fold


class Sought(StrEnum):
    """The kind of thing that a sentence must name to answer."""

    FIGURE = "figure"
    TIMES = "times"
    LENGTH = "length"
    WHEN = "when"
    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    NAME = "name"
    REASON = "reason"
    ANYTHING = "anything"


#: Question words in traditional characters, so that the patterns below need one form each.
_TRADITIONAL = str.maketrans(
    "誰時間麼裡裏個國幾場門學員隊長機構區縣鄉島點後見過動書問題類別數總歲萬億專師種為達從對導選舉獎廠軍將黨聯組織會議視節電臺職業親發創號碼齡條項稱謂單",
    "谁时间么里里个国几场门学员队长机构区县乡岛点后见过动书问题类别数总岁万亿专师种为达从对导选举奖厂军将党联组织会议视节电台职业亲发创号码龄条项称谓单",
)
_ROLES = (
    "导演|主演|教练|演员|歌手|冠军|亚军|得主|市长|省长|总统|首相|总理|主席|作者|创[办始]人|发[明现]者|发明人|指令长|航天员|主角|妻子|丈夫"
    "|父亲|母亲|儿子|女儿|学者|将领|皇帝|国王|人物|人选|嘉宾|火炬手|设计师|主创团队|部长|会长|校长|书记|成员|负责人|董事长|总经理|经理|主任"
)
_ENGLISH_ROLES = "person|man|woman|king|queen|actor|actress|player|scientist|president|author|singer|artist|engineer"
# Order matters: the first that matches decides. 多久…一次 is a frequency before it is a duration.
_PATTERNS: tuple[tuple[Sought, str], ...] = (
    (Sought.REASON, r"为什么|为何|原因|\bwhy\b"),
    (Sought.TIMES, r"(?:多久|多长时间).{0,12}一次|频次|频率|几次|多少次|how (?:often|frequently|many times)"),
    (
        Sought.LENGTH,
        r"多久|多长时间|(?:多少|几)(?:天|日|小时|分钟|个月|个工作日|年(?!代|级))|时限|期限|how (?:long|soon)",
    ),
    (
        Sought.WHEN,
        r"什么时候|何时|哪[一1]?年|哪一?天|哪一?日|哪个?月|几月|几号|(?:什么|哪个?)(?:时间|年代|世纪|时期|朝代)"
        r"|时间(?:是|为|在)?[?？]?\s*$|日期|when\b|(?:what|which) (?:year|date|day|month|century|decade)"
        r"|(?:release|premiere|birth|opening) date|the date of",
    ),
    (
        Sought.FIGURE,
        r"多少|几(?!乎)|多[大高长重远快深宽厚]|占比|比例|[人次]数(?:是|为|有)?[?？]?\s*$"
        r"|[率量值额]$|收入$|震级|票房(?!冠军)|席位$"
        r"|营收|how (?:many|much|far|tall|large|big|high|old|fast|deep|wide)"
        r"|what (?:percent\w*|number|amount|share|proportion)|what (?:is|was) the (?:total|average|population|number)",
    ),
    (
        Sought.BODY,
        r"哪一?[家支所]|(?:哪个?|什么)(?:公司|企业|机构|组织|部门|单位|学校|大学|球队|队|政党|军队|平台|党|团体|委员会"
        r"|法院|银行)"
        r"|(?:what|which) (?:company|organi[sz]ation|team|university|school|agency|department|institution|party"
        r"|network)",
    ),
    (
        Sought.PLACE,
        r"哪里|哪儿|何处|在哪|于哪|什么地方|哪[座一]?个?(?:国家?|城市|省|市|地方|地区|县|区|镇|洲|州|岛|站)|举办地|地点|路线"
        r"|\bwhere\b|(?:what|which) (?:country|city|place|state|county|region|town|river|island|continent|area)",
    ),
    (
        Sought.PERSON,
        rf"谁|何人|哪一?位|什么人|由哪|哪些人|(?:{_ROLES})(?:是|有|都有|为|叫)?(?:哪些|什么)?[?？]?\s*$"
        rf"|\b(?:who|whom|whose)\b|(?:what|which) (?:{_ENGLISH_ROLES})",
    ),
    (
        Sought.NAME,
        r"名称|名字|全称|叫什么|叫做|称为|主题|口号|吉祥物|被称|又称|别名|书名"
        r"|the name of|called|known as|nickname|title of",
    ),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_PERCENT = re.compile(r"[^功]率|比例|百分|占比|增长|增幅|上涨|涨|下降|percent|proportion|share|rate\b")
_MONEY = re.compile(
    r"多少钱|[元价]|收入|营收|票房|利润|产值|gdp|投资|金额|水费|how much (?:money|did|does)|cost|price|revenue|sales"
)


def simple(text: str) -> str:
    """`text` folded, its question words in simplified characters."""
    return fold(text).translate(_TRADITIONAL)


def sought(question: str) -> Sought:
    """What `question` wants to be told; `ANYTHING` when its words do not say."""
    text = simple(question)
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), Sought.ANYTHING)


def dimension_sought(question: str) -> str:
    """`percent` or `money` when the words of `question` ask for a figure of that dimension, else ""."""
    text = simple(question)
    if _MONEY.search(text):
        return "money"
    return "percent" if _PERCENT.search(text) else ""
