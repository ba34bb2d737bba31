"""Is a sentence that a language model wrote held by the papers, and by which words of them?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.candidates import gather, weigh
from assistant.answering.expected import fits
from assistant.answering.marks import Marked
from assistant.answering.own_words import adds, comparable, says_enough
from assistant.answering.plain_text import remote
from assistant.answering.question import Question
from assistant.answering.statements import Statement, read_statement, same_period
from assistant.domain import Answer, SearchHit, Verdict
from assistant.ports import PassageStore
from assistant.text import periods, quantities
from assistant.text.normalise import squeeze
from assistant.text.tokens import content_words
from assistant.verification import Source, verify

_TOGETHER = 3
"""So many sentences of the papers may stand behind one of the model's."""
_CLAUSE = re.compile(r"[，；;。]|,(?!\d)")
_ALIKE = 0.3
"""Share of a sentence's words that one of the papers' own must hold to stand in its place."""
_TOPIC = 0.5
"""Share of the question's topic that a sentence with its headings must hold, outside the passages that answer."""
_LEAD = re.compile(
    r"^(?:根据|按照|依据|据)(?:上述|以上|所给|给出的?|提供的?|所提供的?)*(?:资料|材料|文件|信息|内容)(?:显示|可知|记载|的?内容)?[，,：:]\s*"
    r"|^(?:答案?|回答)(?:是|为)?[：:]\s*|^(?:according to|based on) (?:the )?(?:given |provided |above )?"
    r"(?:sources?|documents?|passages?|information)(?: provided)?[,:]\s*|^answer:\s*",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(?:忽略|无视|忘记|不要理会|跳过)[^。]{0,8}(?:以上|之前|前面|上面|上述|先前|所有|全部)[^。]{0,8}(?:内容|指令|指示|要求|提示|规则|资料)"
    r"|系统提示词?[：:]|(?:^|[\s。])(?:system|assistant|user)\s*[:：]|<\|[^|]*\|>|\[/?inst\]"
    r"|(?:ignore|disregard|forget)\b[^.]{0,20}\b(?:previous|above|prior|earlier|all)\b[^.]{0,20}\b(?:instruction|prompt|rule|text)",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"(?:资料|材料|文件|文档|文中|信息|上下文|内容)[^，。]{0,10}(?:没有|未|无|并未|不)[^，。]{0,4}"
    r"(?:提及|提到|说明|找到|包含|涉及|给出|提供|显示|相关)"
    r"|(?:无法|不能)(?:回答|确定|得知|判断)|抱歉|没有找到|不知道"
    r"|(?:do|does|did)(?:n['’]t| not) (?:mention|contain|say|state|provide|specify|include)"
    r"|not (?:mentioned|specified|provided|found|stated)|no (?:information|mention)"
    r"|(?:cannot|can['’]t|unable to) (?:answer|determine|find)|\bsorry\b|don['’]t know",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages a model was given, each with what its sentences state; `statements[0]` belongs to mark [1].

    `answering` are the passages (ids) that the extractive answer rests on.
    """

    asked: Question
    hits: tuple[SearchHit, ...]
    statements: tuple[tuple[Statement, ...], ...]
    answering: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The papers' sentences that hold a claim, fewest first found; none when it is not to be shown, and then why.

    `answers` is whether it is the kind of thing asked for, about what was asked.
    """

    text: str
    statements: tuple[Statement, ...] = ()
    why: str = ""
    answers: bool = False


def evidence_of(
    asked: Question, hits: Sequence[SearchHit], store: PassageStore, passages: int, plain: Answer
) -> Evidence:
    """Read every sentence of `hits`; `passages` is how many the person may see. A sentence that gives orders to a
    model states nothing."""
    weights = weigh(asked, store, passages)
    of_each: list[list[Statement]] = [[] for _ in hits]
    for candidate in gather(asked, hits, weights):
        if not _ORDERS.search(candidate.text):
            of_each[candidate.rank].append(read_statement(candidate))
    answering = frozenset(citation.passage_id for citation in plain.citations)
    return Evidence(asked, tuple(hits), tuple(tuple(each) for each in of_each), answering)


def judge(sentence: Marked, evidence: Evidence) -> Ruling:
    """Find the smallest words of the papers that hold `sentence`: first among those its marks name, then, when these
    do not, the single place among all that does."""
    text = whole(_LEAD.sub("", sentence.text), evidence.asked.language)
    if remote(text):
        return Ruling(text, why="remote")
    if not says_enough(text) and not _REFUSES.search(text):
        return Ruling(text, why="fragment")
    cited = [n for n in sentence.numbers if 1 <= n <= len(evidence.hits)]
    named = [statement for n in cited for statement in evidence.statements[n - 1]]
    held = _smallest(text, named)
    if not held:
        everywhere = _each_once(s for of_one in evidence.statements for s in of_one if verified(text, [s]))
        held = tuple(everywhere) if len(everywhere) == 1 else ()
        if not held:
            strange = not any(comparable(text, s.candidate.text) for of_one in evidence.statements for s in of_one)
            if strange:
                return Ruling(text, why="not_checkable")
            why = "refusal" if _REFUSES.search(text) else "no_source" if everywhere or not cited else "unsupported"
            return Ruling(text, why=why)
    if not _of_the_period_asked(text, held, evidence.asked):
        return Ruling(text, why="other_period")
    if not any(_on_topic(each, evidence) for each in held):
        return Ruling(text, why="off_topic")
    near = any(each.candidate.topic >= _TOPIC for each in held)
    return Ruling(text, held, answers=near and fits(evidence.asked, text))


def verified(text: str, statements: Sequence[Statement]) -> bool:
    """True when these sentences of the papers hold `text`: all it says, and in words of theirs."""
    if verify(text, [source_of(each) for each in statements]).verdict is not Verdict.SUPPORTED:
        return False
    said = "\n".join(_said(each) for each in statements)
    return comparable(text, said) and not adds(text, said)


def _said(statement: Statement) -> str:
    """A statement with its headings, which speak for the sentences under them."""
    hit, candidate = statement.candidate.hit, statement.candidate
    of_paper = hit.document.title, hit.document.metadata.place, hit.document.metadata.organisation
    return "\n".join((candidate.text, candidate.header, *of_paper, *hit.passage.section))


def source_of(statement: Statement, quote: str = "") -> Source:
    """What verification knows of a statement: its words (or the `quote` of them), period, status and paper's day."""
    passage, metadata = statement.candidate.hit.passage, statement.candidate.hit.document.metadata
    return Source(
        text=quote or statement.candidate.text,
        period=statement.period,
        status=statement.status,
        published=metadata.published,
        title=metadata.title,
        clause=passage.clause,
        place=metadata.place or None,
        organisation=metadata.organisation or None,
    )


def whole(text: str, language: str) -> str:
    """`text` with a full stop, so that sentences of different origin do not run into each other."""
    text = text.strip().rstrip("，,；;、：:").rstrip()
    return text if not text or text[-1] in "。！？!?.…”』」）)" else text + ("." if language == "en" else "。")


def likeliest(text: str, plain: Answer, told: set[int]) -> int | None:
    """Which of the extractive answer's claims, by index, says what `text` tried to; none of those in `told`."""
    wanted = set(content_words(text))
    shares = {
        index: len(wanted & set(content_words(claim.text))) / max(1, len(wanted))
        for index, claim in enumerate(plain.claims)
        if index not in told
    }
    best = max(shares, key=lambda index: (shares[index], -index), default=None)
    return best if best is not None and shares[best] >= _ALIKE else None


def _on_topic(statement: Statement, evidence: Evidence) -> bool:
    """A true sentence about something else, put beneath a question, is read as its answer."""
    candidate = statement.candidate
    return candidate.topic >= _TOPIC or candidate.hit.passage.passage_id in evidence.answering


def _smallest(text: str, named: Sequence[Statement]) -> tuple[Statement, ...]:
    """One statement that holds `text`; else a few of one paper that hold it clause by clause, so that no figure is
    joined to a subject of another sentence. Nothing when these do not."""
    near = sorted(_each_once(named), key=lambda each: -_shared(text, each))
    for one in near:
        if verified(text, [one]):
            return (one,)
    clauses = [clause for clause in _CLAUSE.split(text) if says_enough(clause)]
    holding = [next((each for each in near if verified(clause, [each])), None) for clause in clauses]
    several = tuple(_each_once(each for each in holding if each is not None))
    of_one_paper = len({each.candidate.hit.document.document_id for each in several}) == 1
    if None in holding or not of_one_paper or len(several) > _TOGETHER or not verified(text, several):
        return ()
    return several


def _shared(text: str, statement: Statement) -> int:
    return len(set(content_words(text)) & set(content_words(statement.candidate.text)))


def _each_once(statements: Iterable[Statement]) -> list[Statement]:
    """Passages may overlap: the same words of the same paper are one place."""
    found: dict[tuple[str, str], Statement] = {}
    for each in statements:
        found.setdefault((each.candidate.hit.document.document_id, squeeze(each.candidate.text)), each)
    return list(found.values())


def _of_the_period_asked(text: str, held: Sequence[Statement], asked: Question) -> bool:
    """A figure without its own period is read as the question's: it must be of that one."""
    if not asked.periods or periods.find(text):
        return True
    if not any(quantities.is_figure(each) for each in quantities.find(text)):
        return True
    return all(
        each.period is None or any(same_period(period, each.period) for period in asked.periods) for each in held
    )
