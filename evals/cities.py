"""Same rule, other city: a question that names a place, a province or a year is answered from there first.

    python -m evals.cities --data ../shared/data/docs [--home DIR] [--failures N]

The library holds all laws, the work reports of 20 provinces and the national ones. Which place regulates a topic is
read off its own text: an article that matches the topic's pattern. Every place × every topic that two or more of them
regulate is asked in each wording, with the place in full and short; the first result must be from that place. The
wordings are lay people's and share little with the rules. Exits 1 when one is not. Only the kinds in `FLOOR` count for
that: a question about a year's results may rightly be answered from that year's report or from the next one's.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from assistant.access import LOCAL_PERSON
from assistant.embedding.factory import load_embedder
from assistant.service import Assistant
from assistant.settings import EmbeddingSettings
from evals.filled import filled_with, unpacked
from evals.progress import Progress
from evals.vector_cache import CachedEmbedder

_CITY_RULE = re.compile(r"^(.{2,4}?市)(?:城市)?供水(?:管理)?条例")
_PROVINCE_REPORT = re.compile(r"^2025年(.+?)(?:政府工作报告)")
_NATIONAL_REPORT = re.compile(r"^(\d{4})年中华人民共和国国务院政府工作报告")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a rule may regulate: the pattern of an article that does, and lay people's questions about it."""

    pattern: str
    questions: tuple[str, ...]


CITY_TOPICS = (
    Topic("二次供水.{0,60}(?:清洗|消毒)", ("{}小区水箱多长时间要洗一回？", "在{}谁来给楼顶的水箱消毒？")),
    Topic("停(?:止供)?水.{0,80}(?:通知|告知|公告)", (
        "{}要停水得提前多久跟居民说？", "{}自来水公司能不说一声就停水吗？")),
    Topic("供水价格", ("{}的自来水多少钱是谁定的？", "{}涨水价要走什么手续？")),
    Topic("(?:逾期|催缴|违约金|滞纳金).{0,60}水费|水费.{0,60}(?:逾期|催缴|违约金|滞纳金)", (
        "{}的居民拖着水费不交会怎么样？", "在{}欠水费要多付钱吗？")),
    Topic("盗用|盗水", ("{}怎样算偷水？", "在{}私自接管用水会怎么罚？")),
    Topic("水表.{0,80}(?:异议|准确|检定)", ("{}住户怀疑水表走得不准怎么办？", "{}的水表坏了谁来换？")),
    Topic("一户一表", ("{}新房子的水表该怎么装？", "{}每家都要单独装一只表吗？")),
    Topic("开工前.{0,80}(?:管线|管网|供水设施|供水管道)", (
        "在{}挖路之前要先弄清楚地下的什么？", "{}工地动土前要找谁问水管位置？")),
    Topic("禁止.{0,60}(?:危害|损害|影响).{0,20}供水设施|安全保护(?:区|范围)", (
        "{}自来水管附近不许干什么？", "在{}的水管上面能盖房子吗？")),
    Topic("抢修", ("{}路面水管爆了谁来修？", "{}水管漏了多久得去修？")),
    Topic("水质.{0,60}(?:检测|监测|检验)", ("{}的自来水干净不干净由谁查？", "{}多久化验一次水？")),
    Topic("直接从事.{0,80}(?:健康|体检)", ("{}制水的工人要不要体检？", "在{}得了传染病还能在水厂上班吗？")),
    Topic("供用?水.{0,6}合同", ("{}用自来水要签合同吗？", "在{}装水要跟自来水公司签什么？")),
    Topic("应急预案", ("{}突然大面积断水有没有预先的办法？", "{}水源被污染了怎么应对？")),
    Topic("消火栓|消防(?:供水|用水)", ("{}消防栓里的水平时能用吗？", "{}救火用的水要不要钱？")),
    Topic("自建(?:设施)?供水.{0,120}(?:连接|网)", (
        "{}自备井能不能接到城里的水管上？", "{}单位自己打的井水跟自来水能混着用吗？")),
    Topic(r"自\d{4}年\d+月\d+日起施行", ("{}的供水条例从哪天开始算数？", "{}供水条例什么时候生效的？")),
    Topic("主管部门.{0,30}(?:负责|主管)", ("{}供水归哪个部门管？", "在{}对供水有意见该找哪个部门？")),
    Topic("(?:迁移|拆除|改装|改建).{0,40}供水(?:设施|管道)", (
        "{}修路要挪水管得谁点头？", "在{}能自己改水管的位置吗？")),
    Topic("营业场所", ("{}自来水营业厅墙上要贴出哪些内容？", "{}自来水公司要把哪些事公开给用户看？")),
)  # fmt: skip
REPORT_TOPICS = (
    Topic("(?:生产总值|经济).{0,12}增长", ("{}经济要长多快？", "{}定的增长目标是多少？")),
    Topic("城镇新增就业", ("{}打算给城里人新添多少工作？",)),
    Topic("(?:居民)?消费价格", ("{}物价涨幅打算控制在多少？",)),
    Topic("粮食", ("{}种粮方面怎么安排？",)),
    Topic("高等教育|高校|义务教育", ("{}对上学读书有什么打算？",)),
    Topic("养老", ("{}在照顾老人上有什么安排？",)),
    Topic("生态|污染", ("{}怎么治理环境？",)),
    Topic("水利|供水|节水", ("{}在水的方面要办哪些工程？",)),
    Topic("医疗|医保|卫生", ("{}看病方面有什么安排？",)),
    Topic("科技|创新", ("{}搞科研有哪些安排？",)),
)
FLOOR = (
    "city, full name",
    "city, short name",
    "province, full name",
    "province, short name",
    "year's report",
    "year's plan",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its kind, and the names of the files that its first result may come from."""

    kind: str
    question: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Failure:
    case: Case
    found: str


def regulates(text: str, topic: Topic) -> bool:
    """True when some article of the text, or paragraph where there are no articles, matches the topic."""
    parts = _ARTICLE.split(text) if _ARTICLE.search(text) else text.split("\n")
    return any(re.search(topic.pattern, re.sub(r"\s+", "", part)) for part in parts)


def short(place: str) -> str:
    """As people say it: 东营市 → 东营, 广西壮族自治区 → 广西."""
    return re.sub("(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$", "", place)


def about_places(kind: str, texts: Mapping[str, str], topics: Sequence[Topic], files: Callable[[str], frozenset[str]],
                 wording: str = "{}") -> Iterator[Case]:  # fmt: skip
    """Every place × every topic that two or more regulate, in each wording, the place in full and short.

    `texts` is place → its document's text; `wording` puts the place into words.
    """
    for topic in topics:
        holding = [place for place, text in texts.items() if regulates(text, topic)]
        for place in holding if len(holding) > 1 else ():
            names = {"full name": place, "short name": short(place)}
            for form, name in names.items():
                for question in topic.questions:
                    yield Case(f"{kind}, {form}", question.format(wording.format(name)), files(place))


def about_years(texts: Mapping[str, str], topics: Sequence[Topic]) -> Iterator[Case]:
    """National reports by year: the report named, the year's plan, and, apart, the year's results."""
    wordings = {
        "year's report": "{}年国务院政府工作报告里说，全国",
        "year's plan": "{}年全国",
    }
    names = {year: frozenset({f"{year}年中华人民共和国国务院政府工作报告"}) for year in texts}
    for topic in topics:
        holding = [year for year, text in texts.items() if regulates(text, topic)]
        for year in holding if len(holding) > 1 else ():
            for kind, wording in wordings.items():
                for question in topic.questions:
                    yield Case(kind, question.format(wording.format(year)), names[year])


def cases(folder: Path, reports: Mapping[str, str], provinces: Mapping[str, str]) -> list[Case]:
    """All questions. `reports` is the national reports by year, `provinces` the provinces' reports by name."""
    laws = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "laws").glob("*.md"))}
    cities = {found[1]: text for name, text in laws.items() if (found := _CITY_RULE.match(name))}

    def of_city(place: str) -> frozenset[str]:
        return frozenset(name for name in laws if name.startswith(short(place)))

    def of_province(place: str) -> frozenset[str]:
        return frozenset({f"2025年{place}政府工作报告"})

    return [
        *about_places("city", cities, CITY_TOPICS, of_city),
        *about_places("province", provinces, REPORT_TOPICS, of_province, "2025年{}"),
        *about_years(reports, REPORT_TOPICS),
    ]


def failures(assistant: Assistant, asked: Sequence[Case]) -> list[Failure]:
    """The cases whose first result is not from where it should be."""
    found = []
    with Progress("questions", len(asked)) as progress:
        for case in asked:
            hits = assistant.search(case.question, LOCAL_PERSON, limit=5).hits
            first = Path(hits[0].document.path).stem if hits else ""
            if first not in case.files:
                found.append(Failure(case, first))
            progress.advance()
    return found


def texts_of(assistant: Assistant, pattern: re.Pattern[str]) -> dict[str, str]:
    """What the pattern's group finds in a file's name → the document's whole text, as it was read."""
    found = {}
    for document in assistant.documents(LOCAL_PERSON):
        matched = pattern.match(Path(document.path).stem)
        if matched:
            pages = (assistant.page(document.document_id, n, LOCAL_PERSON) for n in range(1, document.pages + 1))
            found[matched[1]] = "\n".join(page.text for page in pages)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder with laws/, gov_reports_2025_docx/ and text/"
    )
    parser.add_argument("--home", type=Path, help="keep the library here between runs")
    parser.add_argument("--failures", type=int, default=10, help="show so many of each kind")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "reports"
        if arguments.home is not None:
            folder = arguments.home / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        paths = [arguments.data / "laws", arguments.data / "gov_reports_2025_docx"]
        paths += unpacked(arguments.data / "text" / "gov_work_reports.jsonl.gz", folder)
        home = arguments.home / "library" if arguments.home is not None else None
        assistant = stack.enter_context(filled_with(paths, embedder, home)).assistant
        asked = cases(arguments.data, texts_of(assistant, _NATIONAL_REPORT), texts_of(assistant, _PROVINCE_REPORT))
        return shown(asked, failures(assistant, asked), arguments.failures)


def shown(asked: Sequence[Case], wrong: Sequence[Failure], most: int) -> int:
    """Print a line a kind and the failures; 1 when a kind that counts has one."""
    for kind in dict.fromkeys(case.kind for case in asked):
        total = sum(case.kind == kind for case in asked)
        mine = [each for each in wrong if each.case.kind == kind]
        print(f"{kind:<24}{total - len(mine):>5} of {total:<5}{(total - len(mine)) / total:>8.1%}")
        for each in mine[:most]:
            print(f"    {each.case.question}  →  {each.found or 'nothing'}")
    return 1 if any(each.case.kind in FLOOR for each in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
