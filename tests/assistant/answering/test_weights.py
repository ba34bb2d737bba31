from dataclasses import replace
from datetime import date

import pytest

from assistant.answering import sentence_choice, sufficiency
from assistant.answering.candidates import Shortlist, Weights
from assistant.answering.question import read
from assistant.answering.subject import subject_of
from assistant.answering.weights import weights
from tests.support.builders import make_candidate, make_hit


@pytest.mark.parametrize(("matched", "part"), [(0.5, ""), (None, "_alone")])
def test_every_feature_has_a_weight_and_every_weight_a_feature(matched, part):
    asked = read("2023年全市总供水量是多少？", date(2026, 11, 23))
    candidate = replace(make_candidate("去年，全市总供水量6218万吨。"), matched=matched)
    shortlist = Shortlist(
        (make_hit("去年，全市总供水量6218万吨。"),),
        (candidate,),
        Weights(dict.fromkeys((*asked.terms, *asked.topic), 1.0)),
        subject_of(asked.text, {}),
    )
    assert set(sentence_choice.features(candidate)) == set(weights(f"sentence{part}"))
    assert set(sufficiency.features(asked, shortlist)) == set(weights(f"sufficiency{part}"))
