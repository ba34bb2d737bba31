from assistant.retrieval.variety import collapsed, represented
from tests.support.builders import make_document, make_hit

A, B, C = (make_document(name, place=name) for name in "abc")


def hits(documents):
    return [make_hit(f"第{n}句", document, ordinal=n) for n, document in enumerate(documents)]


def of(document):
    return lambda other: other.metadata.place == document.metadata.place


def names(found):
    return "".join(hit.document.document_id for hit in found)


def test_a_text_in_several_papers_comes_once_at_its_best_place():
    found = collapsed([make_hit("一 二", A), make_hit("三", A, ordinal=1), make_hit("一二", B), make_hit("一二", C)])
    assert [hit.passage.text for hit in found] == ["一 二", "三"]
    assert names(found[:1]) == "a"
    assert [each.document_id for each in found[0].also] == ["b", "c"]


def test_a_text_twice_in_one_paper_names_no_other():
    assert collapsed([make_hit("一", A), make_hit("一", A, ordinal=1)])[0].also == ()


def test_a_part_that_comes_late_moves_up_among_the_first_five_and_nothing_is_lost():
    found = represented(hits([A] * 7 + [B] + [A]), [of(A), of(B)], lambda _: None)
    assert names(found) == "aaaabaaaa"


def test_a_part_keeps_its_place_when_another_moves_up():
    found = represented(hits([A, A, A, A, B, A, C]), [of(A), of(B), of(C)], lambda _: None)
    assert set(names(found)[:5]) == {"a", "b", "c"}
    assert len(found) == 7


def test_a_part_that_was_not_found_is_looked_for():
    asked = make_hit("另一句", B)
    found = represented(hits([A] * 6), [of(A), of(B)], lambda n: asked if n == 1 else None)
    assert names(found) == "aaaabaa"


def test_nothing_moves_without_a_comparison_or_when_all_parts_are_there():
    for documents, parts in (([A, A, B], [of(A), of(B)]), ([A] * 6 + [B], [of(B)])):
        held = hits(documents)
        assert represented(held, parts, lambda _: None) == held
