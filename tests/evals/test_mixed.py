import json

from evals.mixed import Mixture, cases, half_of, passages


def put(folder, rows, queries):
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")


def test_each_passage_stands_in_one_language_only_and_only_what_is_held_is_asked(tmp_path):
    for language in ("zh", "en"):
        rows = [{"id": f"x-{language}-{n}", "text": f"text {n}"} for n in range(20)]
        queries = [{"id": f"q{n}", "question": f"what {n}", "relevant": [f"x-{language}-{n}"]} for n in range(20)]
        put(tmp_path / language, rows, queries)
    held = frozenset(item.id for item in passages(tmp_path, Mixture(("zh", "en"), ("en",), halved=True)))
    assert {name.rpartition("-")[2] for name in held} == {str(n) for n in range(20)}
    assert len(held) == 20
    assert all(half_of(name) == (1 if "-en-" in name else 0) for name in held)
    asked = cases(tmp_path, "en", held, None)
    assert asked
    assert all(case.gold.relevant <= held for case in asked)
