from assistant.domain import Filters
from assistant.retrieval.query import places_named, short_place, with_named_places

PLACES = ["东营市", "青岛市", "浙江省", "内蒙古自治区", ""]


def test_a_place_is_found_by_its_full_or_short_name():
    assert places_named("东营的二次供水水箱多久清洗一次？", PLACES) == ("东营市",)
    assert places_named("浙江省水资源条例怎么说？", PLACES) == ("浙江省",)


def test_a_question_that_names_no_known_place_is_not_restricted():
    assert with_named_places("水箱多久清洗一次？", Filters(), PLACES) == Filters()
    assert with_named_places("北京市怎么规定？", Filters(), PLACES) == Filters()


def test_several_named_places_are_all_kept():
    assert places_named("比较东营和青岛的规定", PLACES) == ("东营市", "青岛市")


def test_a_person_s_own_choice_of_place_or_document_wins():
    chosen = Filters(places=("青岛市",))
    assert with_named_places("东营怎么规定？", chosen, PLACES) == chosen
    by_id = Filters(document_ids=("d1",))
    assert with_named_places("东营怎么规定？", by_id, PLACES) is by_id


def test_endings_are_taken_off_only_when_a_name_is_left():
    assert short_place("内蒙古自治区") == "内蒙古"
    assert short_place("沙市") == "沙市"


def test_a_chosen_place_may_be_short():
    assert with_named_places("怎么规定？", Filters(places=("东营",)), PLACES).places == ("东营", "东营市")


def test_the_whole_nation_is_no_restriction():
    assert with_named_places("全国有多少？", Filters(), [*PLACES, "全国"]) == Filters()
