import pytest

from assistant.retrieval.definitions import defined_in


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "根据《中华人民共和国水污染防治法》（以下简称《水污染防治法》），",
            [("水污染防治法", "中华人民共和国水污染防治法")],
        ),
        ("负责本市农村生活污水处理设施（以下简称农污设施）的运维", [("农污设施", "农村生活污水处理设施")]),
        ("推进独立计量区域（DMA）建设", [("DMA", "独立计量区域")]),
        ("split into district metered areas (DMA) by 2023", [("DMA", "district metered areas")]),
        ("the Annual Water Report (hereinafter “AWR”)", [("AWR", "Annual Water Report")]),
        ("清河水务集团有限公司（以下简称“公司”）", []),
        ("有关单位（以下简称“用户方”）", []),
        ("见附件（PDF）", []),
        ("没有定义的句子。", []),
    ],
)
def test_a_short_name_is_read_with_what_it_stands_for(text, pairs):
    assert list(defined_in(text)) == pairs
