from dataclasses import asdict

from assistant.retrieval.weights import fitted


def test_every_committed_weight_speaks_for_what_its_sign_means():
    assert all(value > 0 for value in asdict(fitted(0.03)).values())


def test_the_keyword_s_weight_is_the_one_given():
    assert fitted(0.07).keyword == 0.07
