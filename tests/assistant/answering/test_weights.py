from datetime import date

from assistant.answering import sentence_choice, sufficiency
from assistant.answering.candidates import Shortlist, Weights
from assistant.answering.question import read
from assistant.answering.subject import subject_of
from assistant.answering.weights import weights
from tests.support.builders import make_candidate, make_hit


def test_every_feature_has_a_weight_and_every_weight_a_feature():
    asked = read("2023年全市总供水量是多少？", date(2026, 11, 23))
    candidate = make_candidate("去年，全市总供水量6218万吨。")
    shortlist = Shortlist(
        (make_hit("去年，全市总供水量6218万吨。"),),
        (candidate,),
        Weights(dict.fromkeys((*asked.terms, *asked.topic), 1.0)),
        subject_of(asked.text, {}),
    )
    assert set(sentence_choice.features(candidate)) == set(weights("sentence"))
    assert {*sufficiency.features(asked, shortlist), "threshold"} == set(weights("sufficiency"))
