import random

from evals.layout_cases import Cut, Kind, Page, Source, make_case, random_page

SOURCE = Source(
    "own", Kind.REPORT, tuple(f"第{n}段说明供水工作的进展情况，包括水源、水厂和管网。" * 3 for n in range(30))
)
PAGE = Page(3, 10, 8, 1, Cut.PIECE, False, False, "", "\n", False)


def test_the_same_seed_gives_the_same_page():
    page = random_page(random.Random(4))
    assert make_case(SOURCE, page, 1) == make_case(SOURCE, page, 1)
    assert make_case(SOURCE, page, 1) != make_case(SOURCE, page, 2)


def test_joined_blocks_are_one_paragraph_of_the_source():
    case = make_case(SOURCE, PAGE, 3)
    assert case.joins | case.at_sentence_end
    for i, j in case.joins | case.at_sentence_end:
        assert any(case.blocks[i] + case.blocks[j] in paragraph for paragraph in SOURCE.paragraphs)


def test_a_cut_behind_a_full_stop_is_counted_apart():
    for seed in range(20):
        case = make_case(SOURCE, PAGE, seed)
        assert all(case.blocks[i].endswith("。") for i, _ in case.at_sentence_end)
        assert not any(case.blocks[i].endswith("。") for i, _ in case.joins)


def test_no_text_is_lost():
    case = make_case(SOURCE, Page(2, 12, 9, 1, Cut.COLUMN, False, False, "", "\n", False), 5)
    text = "".join(SOURCE.paragraphs)
    assert all("".join(block.split()) in text for block in case.blocks)
    assert len(case.blocks) == 2
