"""The words that go with a number and are no part of its name, and how they are cut off."""

from __future__ import annotations

import re

_MARKS = re.compile(r"^[\s，。；：:、,.”）()\[\]】·—\-]+|[\s，。；：:、,.（(\[【“·—\-]+$")
_LISTED = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]{1,3}[是、]|\d+[.．、]|[①-⑳]|和|与|及|以及|并|又|再)\s*"
)
_OPENING = re.compile(
    r"^(?:其中|同时|此外|另外|目前|今年|去年|本年|全年|当年|年内|年度内|年底|(?:上|下)半年|[一二三四]季度|截至\S{0,8}?底|到\S{0,8}?底|"
    r"(?:19|20)\d\d年(?:度|底|末)?|\d{1,2}(?:[—~-]\d{1,2})?月(?:份|底|末)?|\d{1,2}日(?=\D)|我们|将(?!军)|拟(?!定|合|真)|力争|争取|确保|努力|预计|(?:未达到|优于|比|较)?(?:年度|年初)(?:计划|目标)的?|计划(?!生育|停水)|共计|共有|"
    r"共(?!同|建|享)|已(?:经)?|先后|率先|顺利|圆满|成功|完成|实现|推动(?=.{3})|推进(?=.{3})|继续|有序|稳步|全面|扎实|大力|积极|"
    r"加快(?!建设)(?=.{3})|由|从|的|了|在(?!建|校|园|册|线|岗|外)|为(?=.{4})|对(?=.{6})|使|把|全[省市区]|[我全][省市区])+"
)
_ENDING = re.compile(
    r"(?:总?共|共计|合计|已经?|首次|再次|均|都|分别|依次|累计(?!$)|达到?|为|是|超过?|突破|接近|近|约|逾|不低于|不少于|不超过|稳定在|保持在?|控制在|维持在?|"
    r"位居|预计|力争|有望|(?:提升|提高|增长|增加|扩大|上升|下降|降低|减少|缩小|压缩|缩短|降|升|(?<!新)增|扩展|拓展|更新|扩大|调整)(?:到|至|为)|从|由|到|至|在|了|"
    r"[我全][省市区](?:共|现)?有|(?:[我全][省市区])?共有|的|将|再|又|占|(?<![同占])比(?=$)|较?上年(?:同期)?|同比|比上年|较?去年|比去年)+$"
)
UP = re.compile(
    r"(?:同比|比上年|较上年|年均|比去年)?(?:实际|名义)?(?:增长|增加|增速|提升|提高|上升|扩大|净增|(?<!新)增)(?:了|约|超|近|超过)*$"
)
RISE = re.compile(r"(?:同比|比上年|较上年)?(?:上涨|涨幅|涨)(?:了|约|控制在|在)*$")
DOWN = re.compile(r"(?:同比|比上年|较上年|再)?(?:下降|降低|减少|缩小|回落|压降|压减|缩短|降)(?:了|约|超|近|超过)*$")
UNDER = re.compile(r"(?:低于|少于)(?P<whom>[^，。；\d]{2,8})$")
OVER = re.compile(r"(?:高于|高出|优于|快于|超(?!长|大|高|低|算|级|声|前|市))(?P<whom>[^，。；\d过]{2,10})$")
WHOLE = re.compile(
    r"占(?!比(?:重|例)?(?:达|为|超|近|约|由|从|升|提|降|高|$))(?P<whom>全[省市国区县]|[^，。；、占]{2,14}?)(?:的(?:比重|比例|份额)?|比重|比例)?"
    r"(?:分别|达到?|为|超过?|近|约|首次|提升至|提高到|提高至|升至|突破)*$"
)
BY = re.compile(
    r"(?:(?:比|较)[^，。；、]{1,12}|同比)(?P<way>多|少|增加|减少|增长|下降|上升|降低|提高|缩短)(?:了|约|近|超|超过)*$"
)
STOCK = re.compile(r"累计|总数|总量|总计|合计|总额|总共")
FLOW = re.compile(r"^(?:新获批|新入选|新签约|新增|新建|新设立?|新|再)|新增$")
ADDED = frozenset({"新增", "新", "净增", "增加", "累计"})
"""Verbs that name no other thing than the one before them."""
KEPT_VERB = re.compile(
    r"(?:累计)?(?:新改建|新建和?改造|新改造|新开工|新筹集|新设立?|新入选|新获批|新认定|新培育|新创建|新增加?|新建|新签|新|累计|建成投[运用产]|建成|"
    r"改造提升|更新改造|改造|修复|治理|培育|创建|打造|筹集|发放|布局建设|建设|开工建设|开工|实施|办理|支持|完成|引进|推出|出台|制定|修订|开展|举办|"
    r"净增|扩充|转移|排查|整治|铺设|敷设|检修|维护|培训|清淤|疏通|巡查|排摸|减免|检测|运维|维修|抢修|更换|安装|受理|接听)"
)
VERB_ALONE = re.compile(
    rf"(?:{KEPT_VERB.pattern}|首批|加快建设|加快|推进|推动|强力推进|全面推进|滚动推进|组织|争创|优化|安排|优化安排|抓好|办好|获得?|获批|入选|"
    r"提升|改善|帮助|支持|服务|完善|深化|启动|启动实施|组建|牵头组建|重点打造|努力建成|集中开工|落实|细化|谋划|遴选|选派|选树|命名|评选|举行|召开|"
    r"达|有|惠及|受益|带动|发布|设|设立|设置|配备|新设|其中|共|实现|提供|向|为|给|对)+"
)
GENERIC_NOUN = re.compile(r"以上|以内|左右|以下|上下|之多|之久|内|多|余")


def trimmed(text: str) -> str:
    """Return `text` without marks, list marks and the words that lead up to a number, at both ends."""
    before = None
    while text != before:
        before = text
        for pattern in (_MARKS, _LISTED, _OPENING, _ENDING):
            text = pattern.sub("", text)
    return text


def without_change(name: str) -> str:
    """Return `name` without the words that say how the number moved or compares (同比增长, 占全省, 低于全国)."""
    for pattern in (WHOLE, UNDER, OVER, BY, RISE, UP, DOWN):
        name = pattern.sub("", name)
    return name


def without_verbs(name: str) -> str:
    """Return what a name says was dealt with: 新建、改造供水管网 is 供水管网."""
    shorter = name
    while shorter and (verb := VERB_ALONE.match(shorter)):
        shorter = trimmed(shorter[verb.end() :])
    return shorter if len(shorter) > 1 else name


_EN_START = (
    "and or of the a an to by in for with from was were is are that which our approximately about total "
    "compared increase increased decrease decreased an up down on as its their we had have has also including "
    "primarily due driven offset resulted resulting net"
).split()
_EN_END = (
    "and or of the a an to by in was were is are approximately about over than more less nearly almost up down "
    "totaled totaling totalled at from with for had has have increased decreased rose fell reached serve serves "
    "served million billion under on as which that compared be been will would our"
).split()


def english(text: str) -> str:
    """The English words before a number, cut down to at most ten."""
    found = re.findall(r"[A-Za-z][A-Za-z0-9'’&/-]*", text)
    while found and found[0].lower() in _EN_START:
        found.pop(0)
    while found and found[-1].lower() in _EN_END:
        found.pop()
    return " ".join(found[-10:])
