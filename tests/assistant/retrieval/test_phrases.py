from assistant.retrieval.phrases import holds, required


def test_a_phrase_is_held_whatever_width_case_script_and_white_space():
    assert holds("實行 ＤＭＡ\n分區計量。", "dma分区计量")
    assert not holds("分区的计量", "分区计量")


def test_passages_must_hold_all_phrases_that_any_holds_or_else_one():
    both = {"甲": frozenset({"1", "2"}), "乙": frozenset({"2", "3"}), "丙": frozenset()}
    assert required(both) == {"2"}
    assert required({"甲": frozenset({"1"}), "乙": frozenset({"3"})}) == {"1", "3"}
    assert required({"丙": frozenset()}) == frozenset()
