"""The command line takes papers in while the app runs; the app answers from them without a restart."""

import subprocess
import sys

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus

QUESTION = "2023年接听热线多少次？"


def _ingest(home, path):
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(path), "--home", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_open_assistant_follows_another_process(tmp_path):
    home = tmp_path / "home"
    first, second = tmp_path / "供水.md", tmp_path / "热线.md"
    first.write_text("# 2023年度工作回顾\n\n2023年，全市总供水量6218万吨。\n", encoding="utf-8")
    second.write_text("# 2023年热线工作总结\n\n2023年，接听热线18640次。\n", encoding="utf-8")
    _ingest(home, first)
    app = open_assistant(home)
    assert app.ask(QUESTION, LOCAL_PERSON).status is AnswerStatus.REFUSED
    _ingest(home, second)
    answer = app.ask(QUESTION, LOCAL_PERSON)
    assert "18640次" in answer.text
    app.remove(answer.citations[0].document_id, LOCAL_PERSON)
    assert "18640" not in app.ask(QUESTION, LOCAL_PERSON).text
    assert not any("18640" in hit.passage.text for hit in app.search(QUESTION, LOCAL_PERSON).hits)
