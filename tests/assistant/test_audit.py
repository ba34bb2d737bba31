import json
import logging
from concurrent.futures import ThreadPoolExecutor

from assistant.audit import AuditLog
from assistant.domain import Principal


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_event_is_one_line_with_time_and_person(tmp_path):
    AuditLog(tmp_path / "home" / "audit.jsonl").record("ask", Principal("李工"), {"question": "多少\n？"})
    (line,) = lines(tmp_path / "home" / "audit.jsonl")
    assert (line["user"], line["event"], line["question"]) == ("李工", "ask", "多少\n？")
    assert line["time"].endswith("+00:00")


def test_undecodable_characters_are_recorded_as_what_they_are_not(tmp_path):
    AuditLog(tmp_path / "audit.jsonl").record("ask", Principal("\udcff"), {"question": "\ud800水"})
    (line,) = lines(tmp_path / "audit.jsonl")
    assert line["question"] == "?水"


def test_long_lines_of_several_writers_do_not_mix(tmp_path):
    logs = [AuditLog(tmp_path / "audit.jsonl") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: logs[n % 4].record("ask", Principal("x"), {"question": str(n) * 20_000}), range(40)))
    assert len(lines(tmp_path / "audit.jsonl")) == 40


def test_a_file_that_cannot_be_written_is_told_once_and_stops_nothing(tmp_path, caplog):
    (tmp_path / "audit.jsonl").mkdir()
    log = AuditLog(tmp_path / "audit.jsonl")
    with caplog.at_level(logging.WARNING, logger="clearwell"):
        log.record("ask", Principal("x"), {})
        log.record("ask", Principal("x"), {})
    assert [record.levelname for record in caplog.records] == ["WARNING"]
