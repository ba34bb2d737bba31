import re
import xml.etree.ElementTree as ElementTree

from evals.charts import bars, growth


def lengths(svg):
    return [float(each) for each in re.findall(r'<rect x="190" y="\d+" width="([\d.]+)"', svg)]


def test_a_bar_is_as_long_as_its_value_and_says_it():
    svg = bars("title", {"one": {"now": 0.5, "before": 0.25}})
    assert lengths(svg)[0] == 2 * lengths(svg)[1]
    assert ">0.5<" in svg
    assert ">before<" in svg


def test_a_value_beyond_the_scale_stays_inside_the_picture():
    assert max(lengths(bars("title", {"one": {"now": 7.0}}))) < 760


def test_ten_times_the_size_is_a_tenth_of_the_way_from_one_to_ten_decades():
    svg = growth("title", "ms", {"search": [(1_000, 1.0), (10_000, 10.0), (1_000_000, 1000.0)]})
    spots = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]
    (x1, y1), (x2, y2), (x3, y3) = spots
    assert abs((x3 - x1) - 3 * (x2 - x1)) < 0.5
    assert abs((y1 - y3) - 3 * (y1 - y2)) < 0.5


def test_a_chart_is_well_formed_whatever_its_names_are_and_fetches_nothing():
    for svg in (
        bars("<a & b>", {"<": {"&": 1.0}}),
        growth("<t>", "s", {"&": [(10, 0.0), (10, 2.0)]}),
        growth("t", "s", {}),
    ):
        root = ElementTree.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "href" not in svg
