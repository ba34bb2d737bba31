"""English follow-ups: what about 2022, why, who is responsible, what else do I need, made to stand by themselves."""

from __future__ import annotations

import re
from datetime import date

from assistant.conversations.chinese_parts import statement as chinese_statement
from assistant.conversations.moments import found_in, with_period
from assistant.text.tokens import is_cjk

Found = tuple[str, tuple[str, ...]]
_ABOUT = re.compile(
    r"^(?:(?:and|so|ok(?:ay)?),?\s+)?(?:(?:what|how) about|and what of|and(?: in)?|"
    r"(?:for|in)(?= (?:19|20)\d\d[?\s]*$))\s+"
    r"(?P<name>[^?]+?)[?\s]*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^(?:and )?(?:what|which|who|anything|any|are there any)\s?(?:else|others?)\b", re.IGNORECASE)
_POINTER = re.compile(r"\b(?:it|they|them|that|this|these|those)\b(?! [a-z]+ (?:of|is|are|was|were) )", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:and |so |but )?(?:since|what|when|where|who|whom|which|why|how|is|are|was|were|do|does|did|can|could|may|"
    r"must|should|will|would|has|have)\b",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    str.split(
        "and so but what when where who whom whose which why how much many long often soon far is are was were be "
        "been do does did can could may must should will would has have had a an the i we you one to for of in on "
        "at by with from it its they them that this these those there then responsible charge charged cost costs "
        "fee needed need required require take takes last happen happens apply pay say says mean means valid not "
        "no yes also still exactly decided approved allowed year time reason rule source based planned plan "
        "target actual before after else since"
    )
)
_HEAD = re.compile(
    r"^(?:how (?:long|many|much|often|soon|far|high|large)|what(?: kind of| sort of)?|when|where|"
    r"who|whom|which|why|how)\s+"
    r"(?:(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have)\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:valid|required|needed|allowed|available|take|last|cost)$", re.IGNORECASE)
_LONGEST, _SHORT = 10, 5


def follow(question: str, last: str, today: date) -> Found | None:
    """As `chinese.follow`."""
    about = _ABOUT.match(question)
    words = re.findall(r"[A-Za-z]+|\d+", question.lower())
    if about:
        return _instead(last, about["name"], today)
    if not words or len(words) > _LONGEST:
        return None
    if all(word.isdigit() for word in words) and found_in(question, today):
        return with_period(last, question.strip("? "), today)
    topic = topic_of(last)
    if _MORE.match(question):
        return _regarding(question, topic)
    named = [word for word in words if word not in _LIGHT and not word.isdigit()]
    pointer = _POINTER.search(question)
    allowed = 1 if pointer and len(words) <= _SHORT else 0
    if not _QUESTION.match(question) or len(named) > allowed or found_in(question, today):
        return None
    if pointer and not re.search(r"\bdo\s+$", question[: pointer.start()]):
        return question[: pointer.start()] + topic + question[pointer.end() :], (topic,)
    return _regarding(question, topic)


def topic_of(question: str) -> str:
    """What `question` is about, without the words that ask."""
    if any(is_cjk(character) for character in question):
        return chinese_statement(question)
    plain = question.strip().rstrip("?. ")
    return _TAIL.sub("", _HEAD.sub("", plain)) or plain


def _regarding(question: str, topic: str) -> Found:
    return f"{question.rstrip('? ')}, regarding {topic}?", (topic,)


def _instead(last: str, name: str, today: date) -> Found:
    other = re.fullmatch(r"for (?P<name>.+)", name)
    whom = re.search(r" for (?!\S*\d{4})(?P<name>[^?]+?)(?P<rest>(?: in \S*\d{4})?\??)$", last)
    if other and whom:
        return last[: whom.start("name")] + other["name"] + whom["rest"], (last[: whom.start()],)
    name = other["name"] if other else name
    found = found_in(name, today)
    if found and not re.sub(r"\b(?:in|for|the|year|of)\b|\W|\d", "", name.replace(found[0].raw, "")):
        return with_period(last, found[0].raw, today)
    if re.fullmatch(r"the (?:year before|previous year|following year|year after)", name, re.IGNORECASE):
        return with_period(last, name, today)
    for pattern in (
        r"^(?P<head>what (?:is|was|are|were) )(?P<name>.+?)"
        r"(?P<rest>(?: (?:in|for|of|during) (?:the )?\S*\d{4}.*)?\??)$",
        r"^(?P<head>how (?:many|much) )(?P<name>.+?)(?P<rest> (?:is|are|was|were|did|do|does|has|have)\b.*)$",
        r"^(?P<head>how (?:long|often|soon) (?:is|are|was|were|must|should|do|does) )(?P<name>.+?)"
        r"(?P<rest> (?:valid|take|last|be|need|required|cleaned|inspected|read|kept)\b.*)$",
        r"^(?P<head>who (?:is|are) responsible for )(?P<name>.+?)(?P<rest>\??)$",
    ):
        match = re.match(pattern, last, re.IGNORECASE)
        if match:
            kept = tuple(part for part in (match["head"].strip(), match["rest"].strip("? ")) if part)
            return match["head"] + name + (match["rest"] or "?"), kept
    topic = topic_of(last)
    return f"What about {name}, regarding {topic}?", (topic,)
