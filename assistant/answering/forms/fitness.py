"""Which sentences can answer a form of question at all: a purpose clause tells nobody what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.candidates import Candidate
from assistant.answering.forms.asked import Form
from assistant.answering.question import Question
from assistant.answering.sentence_choice import score
from assistant.domain import PassageKind

_SCOPE = re.compile(r"适用于|适用本|制定本|所称|是指|下列用语|为了[^。]{4,80}，(?:根据|制定|依据)|不适用本")
_ASKS_SCOPE = re.compile(r"适用|范围|目的|为什么制定|依据|定义|是指|指的是|什么是|是什么|哪些(?:用户|单位|情形)|包括")
_FORCE = re.compile(
    r"应当|必须|须|不得|严禁|禁止|不能|不准|可以|方可|免|有权|无需|不需要|经[^。，]{2,20}(?:批准|同意)"
    r"|\b(?:must|shall|may|should|not allowed|prohibited|required)\b"
)
_HANDING_IN = re.compile(r"提供|提交|携带|出具|持有?|凭|附|证明|\b(?:provide|submit|bring|hold)\b")
_MATERIALS = re.compile(r"材料|资料|证件|证明|手续|带(?:什么|哪些)|\b(?:documents?|papers?)\b")
_BINDING = ("law", "policy", "procedure", "handbook", "guide", "notice")
_MARGIN = 3.5
"""How much less likely (in log-odds) than the best a sentence of the right kind may be to take its place."""


def fitting(asked: Question, form: Form, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that can answer; all of them when none of the fitting ones is nearly as good as the best."""
    for rule in _rules(asked, form):
        kept = [each for each in candidates if _of_a_rule(each) and rule.search(each.text)]
        candidates = kept if _as_good(kept, candidates) else candidates
    if form in (Form.REMEDY, Form.STEPS, Form.PERMISSION, Form.LIST) and not _ASKS_SCOPE.search(asked.text):
        kept = [each for each in candidates if not _is_scope(each)]
        candidates = kept if _as_good(kept, candidates) else candidates
    return list(candidates)


def _rules(asked: Question, form: Form) -> list[re.Pattern[str]]:
    if form in (Form.LIST, Form.PERMISSION) and _MATERIALS.search(asked.text):
        return [_HANDING_IN]
    return [_FORCE] if form in (Form.PERMISSION, Form.REMEDY) else []


def _of_a_rule(candidate: Candidate) -> bool:
    """Only a paper that binds tells what may be done or must be handed in."""
    return candidate.hit.passage.kind is PassageKind.CLAUSE or candidate.hit.document.metadata.kind in _BINDING


def _is_scope(candidate: Candidate) -> bool:
    return candidate.hit.passage.kind is PassageKind.CLAUSE and _SCOPE.search(candidate.text) is not None


def _as_good(kept: Sequence[Candidate], of: Sequence[Candidate]) -> bool:
    if not kept or len(kept) == len(of):
        return False
    return max(map(score, kept)) >= max(map(score, of)) - _MARGIN
