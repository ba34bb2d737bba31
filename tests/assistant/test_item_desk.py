from __future__ import annotations

import json

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.citations import quote_of, same_but_white_space
from assistant.cli import main
from assistant.domain import Principal
from assistant.errors import NotFound, UsageError
from assistant.question_items import ItemRequest, ItemType

RULE = """# 停水通知管理办法

第一条 为规范停水通知，保障用户用水，制定本办法。

第二条 计划停水的，供水企业应当提前24小时通知用户，并在营业场所公告。

第三条 连续停水超过12小时的，供水企业应当安排临时供水车。

第四条 停水通知应当载明停水原因、范围、起止时间和服务热线。

第五条 因抢修造成用户损失的，供水企业应当依法予以赔偿。

第六条 供水企业应当每半年至少组织一次应急演练，演练记录保存不少于3年。
"""


@pytest.fixture
def home(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "停水通知管理办法.md").write_text(RULE, encoding="utf-8")
    open_assistant(tmp_path / "home").ingest([papers], LOCAL_PERSON)
    return tmp_path / "home"


@pytest.fixture
def assistant(home):
    return open_assistant(home)


def the_rule(assistant):
    [document] = assistant.documents(LOCAL_PERSON)
    return document.document_id


def test_every_item_quotes_the_paper_and_has_its_answer_in_the_quote(assistant):
    made = assistant.build_questions(ItemRequest((the_rule(assistant),)), LOCAL_PERSON)
    assert len(made.items) >= 5
    for item in made.items:
        page = assistant.page(item.document_id, item.page, LOCAL_PERSON).text
        assert same_but_white_space(quote_of(item.spans, {item.page: page}), item.quote)
        if item.type in (ItemType.SHORT, ItemType.FILL, ItemType.SINGLE, ItemType.SCENARIO):
            assert all(each in item.quote for each in item.answer)


def test_a_count_is_kept_and_a_type_is_the_only_one(assistant):
    request = ItemRequest((the_rule(assistant),), count=2, types=(ItemType.SHORT,))
    made = assistant.build_questions(request, LOCAL_PERSON)
    assert [item.type for item in made.items] == [ItemType.SHORT] * 2


def test_only_the_clause_asked_for_is_asked_of(assistant):
    made = assistant.build_questions(ItemRequest((the_rule(assistant),), clauses=("第三条",)), LOCAL_PERSON)
    assert made.items
    assert {item.clause for item in made.items} == {"第三条"}


def test_every_clause_that_states_a_duty_or_limit_is_covered(assistant):
    found = assistant.clause_coverage([the_rule(assistant)], LOCAL_PERSON)
    assert [each.clause for each in found] == ["第二条", "第三条", "第四条", "第五条", "第六条"]
    assert all(each.items for each in found)


def test_the_same_paper_gives_the_same_items_with_the_same_ids(assistant):
    request = ItemRequest((the_rule(assistant),))
    first, second = (assistant.build_questions(request, LOCAL_PERSON) for _ in range(2))
    assert first.items == second.items


def test_a_paper_nobody_may_see_and_a_count_of_none_are_refused(assistant):
    with pytest.raises(NotFound):
        assistant.build_questions(ItemRequest(("nothing",)), LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.build_questions(ItemRequest((the_rule(assistant),)), Principal(""))
    with pytest.raises(UsageError):
        assistant.build_questions(ItemRequest((the_rule(assistant),), count=0), LOCAL_PERSON)


def test_the_command_prints_a_list_in_the_shape_of_the_contract(assistant, home, capsys):
    wanted = {"id", "type", "question", "answer", "options", "explanation", "quote", "spans", "document_id", "title",
              "clause", "page", "difficulty", "topic"}  # fmt: skip
    arguments = ["questions", "--document", the_rule(assistant), "--count", "3", "--json", "--home", str(home)]
    assert main(arguments) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 3
    assert all(wanted <= row.keys() for row in rows)


def test_the_command_writes_a_file_by_its_ending_and_refuses_one_it_does_not_know(assistant, home, tmp_path, capsys):
    out = tmp_path / "set.json"
    common = ["questions", "--document", the_rule(assistant), "--json", "--home", str(home)]
    assert main([*common, "--out", str(out)]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["count"] == len(json.loads(out.read_text(encoding="utf-8"))) >= 5
    assert main([*common, "--out", str(tmp_path / "set.exe")]) == 2
    assert main([*common, "--count", "many"]) == 2
