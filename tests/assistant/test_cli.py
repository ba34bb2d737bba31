"""The command line's contract: shapes, exit statuses, and where output goes. docs/interfaces.md says the same."""

import json
import logging
import re

import pytest

from assistant.cli import main
from assistant.messages import keys
from assistant.ports import IngestProgress
from assistant.service import Assistant
from assistant.terminal import IngestBar

QUESTION = "2023年全市总供水量是多少？"


@pytest.fixture
def run(capsys):
    def _run(*argv):
        status = main([str(part) for part in argv])
        out, err = capsys.readouterr()
        return status, out, err

    return _run


def test_ask_prints_the_answer_with_marks_and_each_quote(run, corpus_home):
    status, out, _ = run("ask", QUESTION, "--home", corpus_home)
    assert status == 0
    assert "6218万吨" in out.splitlines()[0]
    assert "[1]" in out.splitlines()[0]
    assert "[1] 《" in out


def test_json_and_home_stand_before_or_after_the_command(run, corpus_home):
    _, before, _ = run("--json", "--home", corpus_home, "ask", QUESTION)
    _, after, _ = run("ask", QUESTION, "--json", "--home", corpus_home)
    first, second = json.loads(before), json.loads(after)
    assert first["claims"] == second["claims"]
    told = ["question", "status", "reason", "answer", "claims", "citations", "engine", "seconds"]
    assert list(first) == [*told, "note", "dropped", "usage"]


def test_a_citation_has_the_contract_s_keys_and_its_quote_is_its_spans(run, corpus_home):
    _, out, _ = run("ask", QUESTION, "--json", "--home", corpus_home)
    citation = json.loads(out)["citations"][0]
    keys = "n document_id version passage_id title page clause clause_path section quote spans"
    keys += " standing effective_from superseded_by"
    assert list(citation) == keys.split()
    texts = []
    for span in citation["spans"]:
        _, page, _ = run(
            "documents", "show", citation["document_id"], "--page", span["page"], "--json", "--home", corpus_home
        )
        texts.append(json.loads(page)["text"][span["start"] : span["end"]])
    assert "".join("".join(texts).split()) == "".join(citation["quote"].split())


def test_a_claim_tells_verdict_status_and_period(run, corpus_home):
    _, out, _ = run("ask", QUESTION, "--json", "--home", corpus_home)
    claim = json.loads(out)["claims"][0]
    assert (claim["citations"], claim["verdict"], claim["status"], claim["period"]) == (
        [1],
        "supported",
        "achieved",
        "2023",
    )


def test_a_refusal_is_exit_zero_with_a_reason(run, corpus_home):
    status, out, _ = run("ask", "2019年全市总供水量是多少？", "--json", "--home", corpus_home)
    answer = json.loads(out)
    assert status == 0
    assert (answer["status"], answer["reason"], answer["claims"]) == ("refused", "no_such_value", [])
    assert "2023年" in answer["answer"]


def test_a_batch_keeps_its_order_and_an_error_takes_its_line_s_place(run, corpus_home, tmp_path):
    batch = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": "a", "question": QUESTION}), "not json", json.dumps({"id": "c", "question": " "})]
    batch.write_text("\n".join(lines), encoding="utf-8")
    status, out, _ = run("ask", "--batch", batch, "--home", corpus_home)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row.get("id") for row in rows] == ["a", None, "c"]
    assert [row.get("status") for row in rows] == ["answered", None, None]
    assert [row["error"]["code"] for row in rows[1:]] == ["usage", "usage"]


def test_search_results_have_the_contract_s_keys_and_the_limit_holds(run, corpus_home):
    _, out, _ = run("search", "水箱清洗", "--limit", 3, "--explain", "--json", "--home", corpus_home)
    results = json.loads(out)["results"]
    assert len(results) == 3
    assert {"document_id", "title", "page", "clause", "section", "text", "score", "legs"} <= set(results[0])
    assert [row["score"] for row in results] == sorted((row["score"] for row in results), reverse=True)


@pytest.mark.parametrize("word", ["抢修", "阀", "浊度"])
def test_one_and_two_character_words_are_found_by_the_keyword_leg_alone(run, corpus_home, word):
    _, out, _ = run("search", word, "--mode", "keyword", "--limit", 5, "--json", "--home", corpus_home)
    results = json.loads(out)["results"]
    assert results
    assert all(word in row["text"] for row in results)


def test_documents_list_and_show_agree(run, corpus_home):
    _, out, _ = run("documents", "list", "--json", "--home", corpus_home)
    documents = json.loads(out)["documents"]
    assert len(documents) == 27
    keys = "document_id title kind place published period effective_from effective_to superseded_by pages status"
    assert list(documents[0]) == keys.split()
    _, out, _ = run("documents", "show", documents[0]["document_id"], "--json", "--home", corpus_home)
    assert json.loads(out)["title"] == documents[0]["title"]


def test_an_unknown_document_is_an_error_in_json_with_a_hint(run, corpus_home):
    status, out, err = run("documents", "show", "nothing", "--json", "--home", corpus_home)
    assert status == 1
    assert list(json.loads(out)["error"]) == ["code", "message", "hint"]
    assert err == ""


def test_wrong_usage_is_exit_two(run):
    status, out, _ = run("--json", "ask")
    assert status == 2
    assert json.loads(out)["error"]["code"] == "usage"
    status, _, err = run("nonsense")
    assert status == 2
    assert "clearwell --help" in err


def test_filters_restrict_the_question(run, corpus_home):
    _, out, _ = run("search", "减免", "--kind", "policy", "--year", 2021, "--json", "--home", corpus_home)
    assert {row["title"] for row in json.loads(out)["results"]} <= {"居民水费减免办法（2021年）", "档案管理办法"}
    assert json.loads(out)["results"]


def test_the_doctor_finds_a_filled_library_in_order(run, corpus_home):
    status, out, _ = run("doctor", "--json", "--home", corpus_home)
    report = json.loads(out)
    assert status == 0
    assert report["ok"] is True
    assert {"settings", "model", "registry", "keywords", "vectors"} <= {check["name"] for check in report["checks"]}


def test_an_unknown_setting_is_refused_with_the_nearest_name(run, monkeypatch):
    monkeypatch.setenv("CLEARWELL_EMBEDING", "x")
    status, _, err = run("documents", "list")
    assert status == 1
    assert "CLEARWELL_EMBEDDING" in err


def test_ingest_exits_three_when_some_files_were_rejected(run, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "好 文件.txt").write_text("2023年，全市总供水量6218万吨。", encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    status, out, _ = run("ingest", folder, "--json", "--home", tmp_path / "home")
    files = {row["path"].rsplit("/", 1)[-1]: row for row in json.loads(out)["files"]}
    assert status == 3
    assert files["好 文件.txt"]["status"] == "added"
    assert files["空.txt"]["status"] == "rejected"
    assert files["空.txt"]["reason"]


def test_undecodable_characters_in_a_question_do_no_harm(run, corpus_home):
    status, out, _ = run("ask", "\udcff" + QUESTION, "--json", "--home", corpus_home)
    answer = json.loads(out)
    assert (status, answer["status"], answer["question"]) == (0, "answered", QUESTION)


def test_a_batch_survives_every_kind_of_line_and_keeps_each_id(run, corpus_home, tmp_path):
    batch = tmp_path / "questions.jsonl"
    lines = [
        '{"id": "a", "question": "\\ud8002023年全市总供水量是多少？"}',
        '{"id": "b"}',
        "[1]",
        '{"id": "d", "question": "\u2028总供水量？"}',
        "[" * 100_000,
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    status, out, _ = run("ask", "--batch", batch, "--home", corpus_home)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["id"] for row in rows] == ["a", "b", None, "d", None]
    assert rows[0]["status"] == "answered"
    assert [row["error"]["code"] for row in (rows[1], rows[2], rows[4])] == ["usage", "usage", "internal"]
    assert "第 2 行" in rows[1]["error"]["message"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_unforeseen_error_is_a_sentence_and_its_traceback_is_for_the_log(
    run, tmp_path, monkeypatch, caplog, options
):
    monkeypatch.setattr(Assistant, "documents", lambda *_: 1 / 0)
    with caplog.at_level(logging.DEBUG, logger="clearwell"):
        status, out, err = run(*options, "documents", "list", "--home", tmp_path)
    assert status == 1
    assert "Traceback" not in out + err
    assert "ZeroDivisionError" in (json.loads(out)["error"]["message"] if options else err)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_options_are_written_out_in_full(run, tmp_path):
    status, out, err = run("documents", "list", "--js", "--home", tmp_path)
    assert (status, out) == (2, "")
    assert err


def test_an_empty_home_is_no_home(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, _, err = run("documents", "list", "--home", "")
    assert (status, list(tmp_path.iterdir())) == (2, [])
    assert "--home" in err


def test_a_question_beside_a_batch_is_wrong_usage(run, tmp_path):
    status, _, err = run("ask", QUESTION, "--batch", tmp_path / "questions.jsonl", "--home", tmp_path)
    assert status == 2
    assert "--batch" in err


def test_an_unknown_kind_lists_the_kinds(run, tmp_path):
    status, _, err = run("search", "减免", "--kind", "bogus", "--home", tmp_path)
    assert status == 2
    assert all(kind in err and texts["zh"] in err for kind, texts in keys("kinds").items())


@pytest.mark.parametrize("name", ["制度", "Policy"])
def test_a_kind_may_be_given_as_the_pages_name_it(run, corpus_home, name):
    _, named, _ = run("search", "减免", "--kind", name, "--json", "--home", corpus_home)
    _, plain, _ = run("search", "减免", "--kind", "policy", "--json", "--home", corpus_home)
    assert json.loads(named) == json.loads(plain)
    assert json.loads(plain)["results"]


@pytest.mark.parametrize("command", [["ask", QUESTION], ["search", "减免"]])
def test_a_filter_on_an_unknown_document_is_an_error(run, corpus_home, command):
    status, out, _ = run(*command, "--document", "nothing", "--json", "--home", corpus_home)
    assert (status, json.loads(out)["error"]["code"]) == (1, "not_found")


@pytest.mark.parametrize("mode", ["hybrid", "dense", "keyword"])
def test_an_explained_score_is_the_sum_of_its_parts(run, corpus_home, mode):
    arguments = ("search", QUESTION, "--mode", mode, "--explain", "--home", corpus_home)
    _, out, _ = run(*arguments)
    sums = re.findall(r"^   (-?\d+\.\d+) = ([^(\n]+)", out, re.MULTILINE)
    assert sums
    for score, parts in sums:
        assert sum(map(float, re.findall(r"-?\d+\.\d+", parts))) == pytest.approx(float(score), abs=0.0005)
    _, out, _ = run(*arguments, "--json")
    for row in json.loads(out)["results"]:
        legs = row["legs"]
        assert sum(legs.values()) - legs["keyword"] == pytest.approx(row["score"], abs=1e-5)


def test_explained_filters_tell_the_day(run, corpus_home):
    _, out, _ = run("search", "减免", "--as-of", "2022-01-01", "--explain", "--json", "--home", corpus_home)
    assert json.loads(out)["filters"]["as_of"] == "2022-01-01"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", " "],
        ["ask"],
        ["search", "水", "--limit", "0"],
        ["search", "水", "--as-of", "gestern"],
        ["ask", "--batch", "nowhere.jsonl"],
        ["documents", "show", "nothing"],
    ],
)
def test_an_error_in_chinese_is_told_in_chinese(run, tmp_path, arguments):
    _, _, err = run(*arguments, "--home", tmp_path)
    sentence = re.sub("“.*?”", "", err.splitlines()[0])
    assert not re.search(r"[A-Za-z]{2,} [A-Za-z]", sentence)
    assert re.search("[\u4e00-\u9fff]{3}", sentence)
    assert "命令写法不对" not in err


def test_a_page_that_is_not_there_is_named_as_a_page(run, corpus_home):
    _, out, _ = run("documents", "list", "--json", "--home", corpus_home)
    document = json.loads(out)["documents"][0]["document_id"]
    status, _, err = run("documents", "show", document, "--page", 99, "--home", corpus_home)
    assert (status, err.splitlines()[0]) == (1, "这份文件没有第99页。")


def test_a_writer_that_waits_says_so_once_though_nobody_watches(capsys):
    with IngestBar("zh", lines=False) as bar:
        for stage in ("reading", "waiting", "waiting", "publishing"):
            bar.progress(IngestProgress("clearwell ingest · pid 4711", 0, 1, stage))
    out, err = capsys.readouterr()
    assert (out, err.count("pid 4711")) == ("", 1)
