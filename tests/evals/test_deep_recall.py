from evals.dataset import Case, Gold, Item, Query
from evals.deep_recall import recalls
from evals.throwaway import assistant_over
from tests.support.hashing_embedder import HashingEmbedder


def test_what_is_right_is_counted_by_how_deep_it_stands():
    items = [Item(f"p{n}", "", f"第{n}段，与问题无关的话") for n in range(30)] + [
        Item("here", "", "水箱每半年清洗一次")
    ]
    gold = Gold(frozenset({"here", "gone"}), (), (), answerable=True)
    with assistant_over(items, HashingEmbedder()) as assistant:
        found = recalls(assistant, [Case(Query("q", "水箱多久清洗一次", ()), gold)])
    assert found == {10: 0.5, 50: 0.5, 100: 0.5}
