"""Claims in people's own words: questions of the shared sets with their answer put in the question word's place, and
rules of laws with another force, without their condition or without their exception."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from evals.planting_quotes import Quote, rows

SETS = ("cmrc2018", "xquad_zh", "drcd")
_ASKED = re.compile(
    r"(?:什么时候|什么時候|什麼時候|何时|何時|哪一年|哪年|哪一天|哪天|哪个月|哪里|哪裡|哪儿|何处|何處|何地|什么地方|什麼地方|"
    r"(?:多少|几|幾|哪)(?:个|個|名|位|人|年|岁|歲|座|所|部|集|次|种|種|公里|平方公里|米|公尺|家|条|條|间|間|天|场|場|万人|萬人)?|"
    r"谁|誰|什么|什麼|何种|何種)"
)
_FORCES = (
    ("应当", "可以"),
    ("必须", "可以"),
    ("可以", "应当"),
    ("不得", "可以"),
    ("应当", "不得"),
    ("应当", "无需"),
    ("不得", "应当"),
)
_SAME_FORCE = (
    ("应当", "必须"),
    ("不得", "禁止"),
    ("必须", "应当"),
    ("应当", "应该"),
    ("应当", "须"),
    ("可以", "有权"),
    ("不得", "严禁"),
)
_CONDITION = re.compile(
    r"^(?:未经[^，]{2,24}|[^，]{2,24}的|在[^，]{2,24}(?:时|情况下|前|后|内)|经[^，]{2,24}(?:批准|同意|审核|许可|验收合格)后?|"
    r"(?:如果|因|对|除)[^，]{3,28})，"
)
_EXCEPTION = re.compile(r"[；，。](?:但(?:是)?，?[^。；]{3,40}|[^，。；]{2,30}除外)(?=[。；]|$)|除[^，]{2,24}外，")


def _shared(a: str, b: str) -> int:
    return len({a[i : i + 2] for i in range(len(a) - 1)} & {b[i : i + 2] for i in range(len(b) - 1)})


def told(question: str, answer: str) -> str | None:
    """`question` as a statement with `answer` where the question word was, or None where that makes no sentence."""
    question = question.strip().rstrip("？?")
    found = list(_ASKED.finditer(question))
    if len(found) != 1 or re.search("为什么|為什麼|怎么|怎麼|如何|吗|嗎|是否|哪些|几乎", question):
        return None
    match = found[0]
    if match.group() in {"什么", "什麼", "哪"} and match.end() < len(question):
        return None
    return f"{question[: match.start()]}{answer.strip('。')}{question[match.end() :]}。"


def retold(data: Path) -> Iterator[tuple[str, str, Quote]]:
    """Yield (kind, claim, quote): `retold` is borne out; `other_sentence` cites the wrong sentence of the same text and
    `other_answer` puts the answer of another question about it in the answer's place."""
    for name in SETS:
        passages = {str(row["id"]): row for row in rows(data / name / "corpus.jsonl.gz")}
        by_text: dict[str, list[tuple[str, str]]] = {}
        for row in rows(data / name / "queries.jsonl"):
            relevant, answers = row["relevant"], row["answers"]
            if isinstance(relevant, list) and isinstance(answers, list) and relevant and answers:
                by_text.setdefault(str(relevant[0]), []).append((str(row["question"]), str(answers[0])))
        for key, asked in by_text.items():
            sentences = [s.strip() for s in re.split(r"(?<=[。！？])", str(passages[key]["text"])) if s.strip()]
            title = str(passages[key].get("title") or "")
            for n, (question, answer) in enumerate(asked):
                claim = told(question, answer)
                ranked = sorted(sentences, key=lambda sentence: -_shared(sentence, question))
                holding = [s for s in ranked if answer in s]
                others = [s for s in ranked if answer not in s]
                if claim is None or not holding or len(answer) > 20:
                    continue
                yield "retold", claim, Quote(holding[0], title=title)
                if others:
                    yield "other_sentence", claim, Quote(others[0], title=title)
                _, wrong = asked[(n + 1) % len(asked)]
                swapped = told(question, wrong)
                kind_alike = bool(re.search(r"\d", wrong)) is bool(re.search(r"\d", answer))
                if swapped and wrong not in answer and answer not in wrong and len(wrong) <= 20 and kind_alike:
                    yield "other_answer", swapped, Quote(holding[0], title=title)


def law_claims(found: list[Quote], rng: random.Random) -> Iterator[tuple[str, str, Quote]]:
    """Yield (kind, claim, quote) for rules: `same_force` and `shorter` are borne out; `force`, `no_condition`,
    `no_exception` and `rule_denied` are not."""
    for quote in found:
        text = quote.text
        for kind, table in (("same_force", _SAME_FORCE), ("force", _FORCES)):
            fitting = [pair for pair in table if text.count(pair[0]) == 1 and pair[1] not in text]
            if fitting:
                yield kind, text.replace(*rng.choice(fitting)), quote
        condition = _CONDITION.match(text)
        if condition and not _EXCEPTION.search(text) and len(text) - condition.end() > 10:
            yield "no_condition", text[condition.end() :], quote
        exception = _EXCEPTION.search(text)
        if exception and len(text) - len(exception.group()) > 12:
            yield "no_exception", re.sub("，?$", "", _EXCEPTION.sub("", text).rstrip("。")) + "。", quote
        verb = re.search(r"(应当|可以)(?=[一-龥])", text)
        if verb and text.count(verb.group()) == 1:
            yield "rule_denied", text.replace(verb.group(), verb.group() + "不"), quote
        if not condition and not exception and text.count("，") >= 2:
            yield (
                "shorter",
                re.sub("的行政主管部门", "主管部门", text).replace("及时", "", 1).replace("、", "和", 1),
                quote,
            )
