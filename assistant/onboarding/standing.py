"""Words that make a sentence stand alone: the paper and the place by name, and no pointing at what is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain import Document, Metadata
from assistant.onboarding.facts import GAP, Paper

_KINDS = "条例|办法|规定|规程|规范|制度|细则|法|标准|规则|准则|章程|手册|指南|通知|方案"
_SELF = re.compile(rf"本(?:{_KINDS})(?!律|人|院|第)")
_CALLED = re.compile(r"[（(]以下(?:简称|统称|称|通称)[^（()）]*[）)]")
_NUMBERED = r"(?:第[一二三四五六七八九十百、和或者至第条款项（）()]+)?"
_BREACH = re.compile(
    rf"(?:违反|按照|依照|依据|根据|除)本(?:{_KINDS})(?:的(?:有关)?)?{_NUMBERED}(?:的)?(?:有关)?"
    r"(?:规定|要求)(?:的(?=，)(?!，由)|处罚外|外)?[，,]"
)
_BY_RULE = re.compile(
    r"(?:严格)?(?:按照|依照|依据|根据)(?:国家|法律、?(?:行政)?法规|省|市|国家和(?:本)?省|国家和(?:本)?市|中央|相关|有关)?(?:的)?"
    r"(?:有关|相关)(?:法律|行政法规|法规|规章|政策|标准|技术规范|、)*(?:的)?规定(?:[，,]|(?![处执办追给进的和，,]))"
)
POINTING = re.compile(
    r"本条(?!例)|本款|本项(?!目)|本章|本节|前款|前条|前项|前两|前几|上述|前述|上款|下款|上列|前列|其规定|"
    r"(?<!应)该|此[类种项等]|依照本法|(?<!国家)(?<!国务院)(?<!法规)(?<!》)有关规定|以上(?:规定|行为|情形|各)|"
    rf"所列|规定的(?:行为|情形)之一|另行规定|附件|附表|本(?:{_KINDS})第|上列|下列(?!哪)|如下|本(?:条例|办法|规定|规程|法(?!律))|(?<![法例》条款])第[一二三四五六七八九十百]+[条款项]|"
    r"根据情节|相应(?:调整|修改)|前者|后者"
)
"""Words that point at something the question does not show."""
_LOCAL = (("本市", "市"), ("本省", "省"), ("本自治区", "自治区"), ("本区", "区"), ("本县", "县"))
_LEANS = re.compile(
    r"(?:其他|未|经(?!营)|逾期|情节|造成|构成|确需|需要(?!临)|因特殊|拒不|并|也|还|但|同时|具体|决定|必要时|属于|符合|不符合|超过|到期|期满"
    r"|[^，]{0,2}(?:审查|验收|检验|检查|检测|鉴定|评估)|发现|其(?!他)|该|此|违者|不(?!动产)|特殊|紧急|结果|期限|对(?:其|不|逾)"
    r"|费用|所需|情况|仍|再次|另|涉及|重新|合格|无法|有异议|期间|届满|没有|暂不|可以|应当|必须|不得|由|尚未|尚不|"
    r"有|给|前[一二三四五六七八九十\d]|情况紧急|确因|以下|上述|前款|因此|为此|情形|处理|申请材料|逾|满|资料不|材料不)"
)
_BARE_THEM = re.compile(r"其(?![他它中余实间])")


def paper_of(document: Document, others: Iterable[Document] = ()) -> Paper:
    """How questions speak of a document; where another one has its title, its place, organisation or year is added."""
    about = document.metadata
    title = about.title.strip()
    language = about.language or "zh"
    name = f"《{title.strip('《》')}》" if language == "zh" else title
    # 《城市供水条例》 is found among 《济南市城市供水条例》 and others only when it is told apart from them.
    theirs = [each.metadata for each in others if each.document_id != document.document_id]
    alike = [each for each in theirs if each.title == about.title or each.title.endswith(f"市{about.title}")]
    if alike:
        name = _told_apart(name, about, alike)
    return Paper(document.document_id, document.version, title, name, about.place, about.organisation, language)


def _told_apart(name: str, about: Metadata, alike: Sequence[Metadata]) -> str:
    chinese = about.language != "en"
    for mine, theirs in (
        (about.place, [each.place for each in alike]),
        (about.organisation, [each.organisation for each in alike]),
    ):
        if mine and mine != "全国" and mine not in theirs:
            return f"{mine}{name}" if chinese else f"{name} of {mine}"
    day = about.effective_from or about.published
    if day is None:
        return name
    return f"{name}（{day.year}年）" if chinese else f"{name} ({day.year})"


def standing(text: str, paper: Paper) -> str:
    """`text` with the paper and its place by name, without words that only point at other rules."""
    text = _BREACH.sub("", _CALLED.sub("", text))
    text = _BY_RULE.sub("", text)
    text = _SELF.sub(paper.name, text)
    if paper.place and paper.place != "全国":
        for word, ending in _LOCAL:
            if paper.place.endswith(ending):
                text = text.replace(word, paper.place)
    return text


def points_elsewhere(text: str) -> bool:
    """True when `text` points at something it does not show, or calls a place 本市 that is not named."""
    return POINTING.search(text) is not None or re.search(r"本(?:市|省|区|县|自治区)(?![级场属])", text) is not None


def leaning(text: str) -> bool:
    """True when a sentence begins as one that only what stands before it makes clear."""
    return _LEANS.match(_BREACH.sub("", text)) is not None


def bereft(text: str) -> bool:
    """True when nothing but the breach of a rule (违反…规定的，) told what a sentence speaks of."""
    rest = _BREACH.sub("", text)
    if rest == text:
        return False
    case = rest.split("，")[0]
    thin = "第" in text[: len(text) - len(rest)] and case.endswith("的") and len(case) < 12
    return thin or (_LEANS.match(rest) is not None and re.match("未|逾期|不", rest) is None)


def nobody_meant(told: str, opens: bool) -> bool:
    """True when a told sentence says 其 of somebody or something that it does not name before."""
    found = _BARE_THEM.search(told)
    if found is None:
        return False
    before = told[: found.start()].replace(GAP, "" if not opens else "他们的单位")
    return not opens or len(re.sub(r"应当|必须|可以|不得|[对为将由向在，、按照于]", "", before)) < 4
