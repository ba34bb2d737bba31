import numpy as np
import pytest

from evals.scale_texts import A_DOCUMENT, Pool, neighbours, passages, versions


@pytest.fixture
def pool():
    texts = [f"第{n}条规定甲。第{n}条规定乙。" for n in range(50)]
    vectors = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32) + 2
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Pool(texts, vectors, [[f"第{n}条规定甲。", f"第{n}条规定乙。"] for n in range(50)], ["甲？"])


def test_the_first_passages_are_real_and_the_others_are_two_real_halves(pool):
    made = list(passages(pool, 80))
    assert [text for text, _ in made[:50]] == list(pool.texts)
    assert all(text.endswith("乙。") and "规定甲。" in text for text, _ in made[50:])
    assert np.allclose([np.linalg.norm(vector) for _, vector in made], 1, atol=1e-5)


def test_the_same_passages_are_made_every_time(pool):
    one, other = list(passages(pool, 70)), list(passages(pool, 70))
    assert [text for text, _ in one] == [text for text, _ in other]
    assert np.array_equal(one[-1][1], other[-1][1])


def test_made_passages_lie_about_as_far_from_a_question_as_real_ones(pool):
    found = neighbours(pool, pool.vectors[:20] + 0.1, 50)
    assert abs(found["real 10"] - found["made 10"]) < 0.05


def test_documents_hold_a_hundred_passages_whose_spans_are_their_texts(pool):
    made = list(versions(passages(pool, 250)))
    assert [len(each.passages) for each in made] == [A_DOCUMENT, A_DOCUMENT, 50]
    for each in made:
        for passage in each.passages:
            span = passage.spans[0]
            assert each.pages[0].text[span.start : span.end] == passage.text
    assert made[0].vectors.shape == (A_DOCUMENT, 16)
