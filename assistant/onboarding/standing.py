"""Words that make a sentence stand alone: the paper and the place by name, and no pointing at what is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain import Document, Metadata
from assistant.onboarding.facts import Paper

_SELF = re.compile(
    r"本(?:条例|办法|规定|规程|规范|制度|细则|法|标准|规则|准则|章程|手册|指南|通知|方案)(?!律|人|院|规)"
)
_BREACH = re.compile(
    r"(?:违反|按照|依照|依据|根据)本(?:条例|办法|规定|规程|规范|制度|细则|法)(?:的(?:有关)?)?(?:第[一二三四五六七八九十百、和或者至第条款项（）()]+)?"
    r"(?:的)?(?:有关)?(?:规定|要求)?(?:的(?=，)(?!，由))?[，,]"
)
_BY_RULE = re.compile(
    r"(?:应当|必须)?(?:严格)?(?:按照|依照|依据|根据)(?:国家|法律、?(?:行政)?法规|省|市|国家和(?:本)?省|国家和(?:本)?市|中央|相关|"
    r"有关)?(?:的)?(?:有关|相关)(?:法律|行政法规|法规|规章|政策|标准|技术规范|法律、?法规)*(?:、[^，。；]{2,4})?(?:的)?规定[，,]?"
)
POINTING = re.compile(
    r"本条(?!例)|本款|本项(?!目)|本章|本节|前款|前条|前项|前两|前几|上述|前述|上款|下款|上列|前列|其规定|该[单企部机人个项工用条]|此[类种项]"
    r"|依照本法|(?<!国家)(?<!国务院)有关规定|以上规定|所列|规定的(?:行为|情形)之一|另行规定|附件|附表|本规定第|[上下]列|如下|第[一二三四五六七八九十百]+条"
)
"""Words that point at something the question does not show."""
_LOCAL = (("本市", "市"), ("本省", "省"), ("本自治区", "自治区"), ("本区", "区"), ("本县", "县"))


def paper_of(document: Document, others: Iterable[Document] = ()) -> Paper:
    """How questions speak of a document; where another one has its title, its place, organisation or year is added."""
    about = document.metadata
    title = about.title.strip()
    language = about.language or "zh"
    name = f"《{title.strip('《》')}》" if language == "zh" else title
    alike = [each.metadata for each in others if each.title == about.title and each.document_id != document.document_id]
    if alike:
        name = _told_apart(name, document, alike)
    return Paper(document.document_id, document.version, title, name, about.place, about.organisation, language)


def _told_apart(name: str, document: Document, alike: Sequence[Metadata]) -> str:
    about = document.metadata
    for attribute in ("place", "organisation"):
        mine = getattr(about, attribute)
        if mine and mine != "全国" and all(getattr(each, attribute) != mine for each in alike):
            return f"{mine}{name}" if about.language == "zh" else f"{name} of {mine}"
    day = about.effective_from or about.published
    return f"{name}（{day.year}年）" if day and about.language == "zh" else name


def standing(text: str, paper: Paper) -> str:
    """`text` with the paper and its place by name, without words that only point at other rules."""
    text = _BREACH.sub("", text)
    text = _BY_RULE.sub(lambda found: "应当" if found.group().startswith("应当") else "", text)
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
    """True when a sentence begins as one that only the sentence before it makes clear."""
    return _LEANS.match(text) is not None


_LEANS = re.compile(
    r"(?:未|经(?!营)|逾期|情节|造成|构成|确需|需要|因特殊|拒不|并|也|还|但|同时|具体|决定|必要时|属于|符合|不符合|超过|到期|期满"
    r"|[^，]{0,2}(?:审查|验收|检验|检查|检测|鉴定|评估)|发现|其(?!他)|该|此|违者|不(?!动产)|特殊|紧急|结果|期限|对(?:其|不|逾)|费用|所需|有(?:前|下)列|情况|仍|再次"
    r"|另|涉及|重新|合格|无法|有异议|期间|届满|没有|暂不|可以|应当|必须|不得|禁止(?!任何)|由)"
)


def with_name(paper: Paper, name: str) -> Paper:
    """The same paper under another name."""
    return replace(paper, name=name)
