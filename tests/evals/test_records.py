from dataclasses import dataclass, field, replace

from evals.dataset import Case, Dataset, Gold, Item, Query
from evals.records import digest, keep, kept, record, sampled

GOLD = Gold(frozenset({"p1"}), (), (), answerable=True)
DATASET = Dataset("set", (Item("p1", "标题", "供水"), Item("p2", "", "排水")), (Case(Query("q", "供水？", ()), GOLD),))


@dataclass(frozen=True)
class Scores:
    each: dict = field(default_factory=lambda: {"ndcg@10": [0.123456]})

    def as_json(self):
        return {"ndcg@10": 0.123456, "queries": 1}


def test_a_record_comes_back_from_its_folder_as_it_was(tmp_path):
    made = record(DATASET, "retrieval", Scores(), "model")
    keep(made, tmp_path)
    (tmp_path / "other.json").write_text('{"sizes": []}', encoding="utf-8")
    assert kept(tmp_path) == [made]
    assert made.scores == {"ndcg@10": 0.1235, "queries": 1}
    assert made.each == {"ndcg@10": [0.1235]}


def test_a_record_says_with_which_settings_it_was_measured():
    settings = record(DATASET, "retrieval", Scores(), "model").settings
    assert "depth" in settings
    assert "keyword" in settings["weights"]


def test_the_digest_of_a_corpus_changes_with_a_text_and_not_with_the_order():
    other = replace(DATASET, items=DATASET.items[::-1])
    changed = replace(DATASET, items=(DATASET.items[0], Item("p2", "", "排水。")))
    first, second, third = (record(each, "retrieval", Scores(), "m").corpus for each in (DATASET, other, changed))
    assert first == second != third
    assert digest(["ab", "c"]) != digest(["a", "bc"])


def test_a_sample_is_the_same_every_time_and_in_order():
    values = list(range(100))
    assert sampled(values, 10) == sampled(values, 10) == sorted(sampled(values, 10))
    assert len(sampled(values, 10)) == 10
    assert sampled(values, None) == sampled(values, 100) == values
