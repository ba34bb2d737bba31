from __future__ import annotations

from dataclasses import replace

from assistant.onboarding.facts import Kind, Paper
from assistant.onboarding.paper_facts import facts_of_paper
from tests.assistant.onboarding.rules import clause

GUIDE = Paper("d1", 1, "Pump Room Safety Guide", "Pump Room Safety Guide", "", "", "en")


def facts(text):
    passage = replace(clause(""), text=text, clause=None, clause_path=None)
    return list(facts_of_paper(passage, GUIDE))


def test_a_duty_under_a_condition_is_asked_with_it():
    found = facts("If the alarm sounds, the operator must stop the pump and call the control room.")
    assert ("if the alarm sounds, what must the operator do", "stop the pump and call the control room") in {
        (each.core, each.answer) for each in found
    }


def test_a_figure_becomes_a_blank():
    [fact] = [each for each in facts("Tanks must be cleaned at least every 6 months.") if each.kind is Kind.FIGURE]
    assert fact.core == "Tanks must be cleaned at least every ______"
    assert fact.answer == "6 months"


def test_a_sentence_that_leans_on_another_is_not_asked_of():
    assert facts("It must be locked at all times by the operator on duty.") == []
