from __future__ import annotations

import pytest

from ingest.readers.garbled import is_garbled

CHINESE = "全年完成供水量5906万吨，同比增长3.2%，水质综合合格率100%，新建管网12.5公里。"
ENGLISH = "The company supplied 59.06 million tonnes of water in 2023, an increase of 3.2 per cent."


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        ENGLISH,
        CHINESE + ENGLISH,
        "Überprüfung der Größe: für Straßen außerhalb von Köln gelten die früheren Beträge",
        "1,539,400.31 1,190,364.81 62,864.14 -1,042,659.13 -537,895.46",
        "α-葡萄糖苷酶 β-内酰胺 γ-氨基丁酸的测定方法及其结果的评价",
        "第一章…………………………………………1 第二章…………………………………………9",
        "短",
    ],
)
def test_text_that_people_write_is_not_garbled(text: str):
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        CHINESE.encode().decode("latin-1"),
        CHINESE.encode("gb18030").decode("latin-1"),
        CHINESE.encode().decode("gb18030", errors="replace"),
        "".join(chr(0xE000 + ord(c) % 4000) for c in CHINESE),
        "\ufffd" * 30 + "5906",
        "(cid:12)(cid:345)(cid:7)" * 10,
        "".join(chr(0x370 + 97 * i % 0x500) for i in range(80)),
    ],
)
def test_mojibake_private_letters_and_lost_characters_are_garbled(text: str):
    assert is_garbled(text)
