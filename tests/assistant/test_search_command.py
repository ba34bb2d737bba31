"""`clearwell search --explain` and `clearwell synonyms`."""

from __future__ import annotations

import json

import pytest

from assistant.cli import main


@pytest.fixture
def run(capsys, tmp_path):
    def ran(*words, home=None, code=0):
        assert main([*words, "--home", str(home or tmp_path / "home")]) == code
        return capsys.readouterr().out

    return ran


def test_explain_says_what_was_understood_and_why_each_result_is_there(run, corpus_home):
    text = run("search", "2023年二供泵房多久巡查一次？", "--explain", "--limit", "2", home=corpus_home)
    assert "理解为：" in text
    assert "年份：2023" in text
    assert "二次供水" in text.splitlines()[0]
    assert "因为：" in text


def test_what_was_understood_can_be_left_out(run, corpus_home):
    words = ("search", "2023年供水量", "--explain", "--json")
    understood = json.loads(run(*words, home=corpus_home))["understood"]
    assert "year:2023" in {each["key"] for each in understood["hints"]}
    understood = json.loads(run(*words, "--without", "year:2023", home=corpus_home))["understood"]
    assert "year:2023" not in {each["key"] for each in understood["hints"]}
    assert [each["key"] for each in understood["removed"]] == ["year:2023"]


def test_synonyms_are_listed_added_and_taken_out(run):
    assert "二供 = 二次供水" in run("synonyms", "list")
    assert "已添加：水司 = 供水公司" in run("synonyms", "add", "水司", "供水公司")
    listed = json.loads(run("synonyms", "list", "--json"))["synonyms"]
    assert listed[0] == {"words": ["水司", "供水公司"], "origin": "person", "of": None, "source": None}
    assert "不再使用：二供" in run("synonyms", "remove", "二供")
    assert "二供 = " not in run("synonyms", "list")


def test_one_word_is_wrong_usage(run):
    run("synonyms", "add", "水司", code=2)
    run("synonyms", "remove", "没有这个词", code=2)
