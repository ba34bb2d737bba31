import pytest

from assistant.text.places import named_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("深圳二次供水水箱多久清洗一次？", ("深圳",)),
        ("比较浙江省和广西壮族自治区的规定", ("浙江", "广西")),
        ("杭州市2023年总供水量是多少？", ("杭州",)),
        ("日照时数是多少？", ()),
        ("日照市的规定", ("日照",)),
        ("水箱多久清洗一次？", ()),
    ],
)
def test_places_are_named_short_and_everyday_words_are_none(text, places):
    assert named_places(text) == places
