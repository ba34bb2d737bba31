import pytest

from assistant.answering.period_names import period_name


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2023", "2023年", "2023"),
        ("2023-07", "2023年7月", "2023-07"),
        ("2024-08-07", "2024年8月7日", "2024-08-07"),
        ("2023-Q1", "2023年第1季度", "Q1 2023"),
        ("2023-H2", "2023年下半年", "second half of 2023"),
        ("2021/2023", "2021年至2023年", "2021 to 2023"),
        (None, "", ""),
        ("二期", "二期", "二期"),
    ],
)
def test_a_period_is_named_as_people_write_it(period, zh, en):
    assert period_name(period, "zh") == zh
    assert period_name(period, "en") == en
