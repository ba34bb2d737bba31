from datetime import date

from assistant.answering.candidates import Shortlist, Weights
from assistant.answering.question import read
from assistant.answering.subject import subject_of, told_in, words_of
from assistant.answering.sufficiency import enough, features
from tests.support.builders import make_candidate, make_document, make_hit


def _evidence(question, *texts):
    asked = read(question, date(2026, 11, 23))
    weights = Weights(dict.fromkeys((*asked.terms, *asked.topic, *words_of(question)), 2.0))
    hits = tuple(make_hit(text, make_document(f"d{n}", title=""), score=0.9 - n / 50) for n, text in enumerate(texts))
    subject = subject_of(question, weights.terms)
    candidates = tuple(make_candidate(hit.passage.text, hit=hit, rank=rank) for rank, hit in enumerate(hits))
    return asked, Shortlist(hits, candidates, weights, subject, tuple(told_in(subject, hits)))


def _features(question, *texts):
    return features(*_evidence(question, *texts))


def test_one_passage_on_the_subject_must_stand_out_and_several_must_agree():
    one = _features("污水输送量是多少？", "污水输送量5278万吨。", "食堂采购大米。", "停车场启用。")
    assert one["crowd"] == 0
    assert one["ahead"] > 0
    many = _features("污水输送量是多少？", "污水输送量5278万吨。", "去年污水输送量5278万吨。")
    assert many["crowd"] == 1
    assert many["crowd_agreed"] > 0
    assert many["similarity"] == 0


def test_when_hardly_a_word_of_the_subject_stands_anywhere_it_is_not_enough():
    assert not enough(*_evidence("火星基地氧气产量是多少？", "氧化沟污水输送量5278万吨。", "产量减少。"))
    assert enough(*_evidence("污水输送量是多少？", "污水输送量5278万吨。", "去年污水输送量5278万吨。"))


def test_across_languages_no_words_are_counted():
    told = _features("How much sewage was moved?", "污水输送量5278万吨。", "去年污水输送量5278万吨。")
    assert told["across_languages"] == 1
    assert told["crowd"] == told["near"] == told["words_ahead"] == 0
