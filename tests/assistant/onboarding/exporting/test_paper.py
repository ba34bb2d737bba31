from __future__ import annotations

import io
import json
import subprocess

import pytest
from docx import Document

from assistant.onboarding.exporting.door import export
from tests.assistant.onboarding.sample_items import HOSTILE, ITEMS, ORDER, SINGLE
from tests.support.system_packages import require


def lines(content):
    return [each.text for each in Document(io.BytesIO(content)).paragraphs]


def test_the_paper_has_every_question_once_under_its_type_and_then_the_key():
    found = lines(export(ITEMS, "docx", "zh", "水厂新员工测验"))
    assert found[0] == "水厂新员工测验"
    at = found.index("水厂新员工测验 参考答案")
    paper, key = found[:at], found[at:]
    for item in ITEMS:
        assert sum(item.question in line for line in paper) == 1
        assert any(item.quote in line for line in key)
    assert "一、单选题（共 1 题，每题只有一个正确选项）" in paper
    assert "B. 12小时" in paper
    assert any("B → D → A → C" in line for line in key)
    assert any("《停水通知管理办法》第四条，第 1 页" in line for line in key)


def test_the_paper_alone_gives_nothing_away():
    text = "\n".join(lines(export(ITEMS, "docx", "zh", answers=False)))
    assert "参考答案" not in text
    assert SINGLE.quote not in text
    assert "客户服务部" not in text
    assert ORDER.question in text


def test_hostile_text_stands_as_it_is():
    assert any(HOSTILE.question in line for line in lines(export([HOSTILE], "docx", "zh")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_libreoffice_opens_the_paper_and_the_workbook_and_finds_the_questions(tmp_path, language):
    office = require("libreoffice-core", "soffice")
    for suffix, into in (("docx", "txt:Text (encoded):UTF8"), ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1")):
        path = tmp_path / f"set.{suffix}"
        path.write_bytes(export([*ITEMS, HOSTILE], suffix, language))
        command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", into]
        subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=240)
        text = (tmp_path / f"set.{into[:3]}").read_text(encoding="utf-8-sig").replace('""', '"')
        assert all(item.question in text for item in (*ITEMS, HOSTILE))


def test_markdown_has_questions_and_key_and_shows_signs_as_they_are():
    text = export([*ITEMS, HOSTILE], "md", "zh", "题库").decode()
    assert text.startswith("# 题库\n")
    assert "- B. 12小时" in text
    assert "\\<b\\>粗体\\</b\\> \\*星号\\*" in text
    assert "\n> 《停水通知管理办法》第三条，第 1 页" in text
    assert "参考答案" not in export(ITEMS, "md", "zh", answers=False).decode()


def test_json_has_the_contracts_shape():
    rows = json.loads(export(ITEMS, "json", "zh"))
    single, order = (next(row for row in rows if row["id"] == item.item_id) for item in (SINGLE, ORDER))
    assert single["answer"] == "12小时"
    assert order["answer"] == list(ORDER.answer)
    assert rows[0]["options"] is None
    assert {"id", "type", "question", "answer", "options", "explanation", "quote", "spans", "document_id", "title",
            "clause", "page", "difficulty", "topic", "state"} <= set(single)  # fmt: skip
