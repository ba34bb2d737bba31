import random

from assistant.text.normalise import VARIANTS, fold
from assistant.text.variants import alike, other_forms, simplified, with_other_forms


def test_traditional_and_variant_characters_fold_to_the_simplified_one_at_the_same_place():
    assert simplified("二次供水設施應當每半年清洗，戶表歸用户") == "二次供水设施应当每半年清洗，户表归用户"
    assert simplified("裏裡里 爲為为 衆眾众") == "里里里 为为为 众众众"
    assert len(simplified("臺灣線𠮟")) == 4


def test_texts_are_alike_whatever_their_width_case_and_script():
    assert alike("ＤＭＡ分區計量") == alike("dma分区计量")
    assert alike("供水") != alike("供电")


def test_a_term_is_found_in_the_other_script_with_every_character_that_may_stand_for_it():
    assert {"頭髮", "頭發"} <= set(other_forms("头发"))
    assert other_forms("設施")[0] == "设施"
    assert other_forms("设施")[0] == "設施"


def test_a_term_that_is_written_one_way_only_has_no_other_form():
    assert other_forms("供水") == ()
    assert other_forms("dn300") == ()
    assert with_other_forms(["供水", "设施"]).keys() == {"设施"}


def test_a_long_word_has_few_forms():
    assert 1 <= len(other_forms("发展发展发展发展发展")) <= 12


def test_the_quick_way_to_compare_gives_what_the_slow_way_gives():
    dice = random.Random(0)
    usual = [*range(32, 127), *range(0x300, 0x340), *range(0x3000, 0x3100), *range(0x4E00, 0x9FFF)]
    usual += [*range(0x1100, 0x1200), *range(0xF900, 0xFB00), *range(0xFE30, 0xFF60), *VARIANTS]
    singles = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    mixed = ["".join(map(chr, dice.choices(usual, k=dice.randrange(2, 12)))) for _ in range(20_000)]
    for text in (*singles, *mixed):
        assert alike(text) == simplified(fold(text)), ascii(text)
