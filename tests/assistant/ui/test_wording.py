from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from assistant.domain import AnswerStatus, FileStatus, ReadAs, Reason, Status
from assistant.messages import keys
from assistant.ui.wording import html, period_name, plain

UI = Path(__file__).resolve().parents[3] / "assistant" / "ui"
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in UI.glob("*.py")}


def test_every_message_is_in_both_languages_with_the_same_placeholders():
    for key, texts in keys("ui").items():
        assert texts.keys() == {"zh", "en"}, key
        named = {language: set(re.findall(r"\{(\w+)", text)) for language, text in texts.items()}
        assert named["zh"] == named["en"], key
        assert all(text.strip() for text in texts.values()), key


def test_every_message_the_pages_ask_for_is_there_and_none_is_left_over():
    code = "\n".join([*SOURCES.values(), (UI.parents[1] / "app_streamlit.py").read_text(encoding="utf-8")])
    there = keys("ui").keys()
    asked = set(re.findall(r"""words\(\s*["']([\w.]+)["']""", code))
    families = set(re.findall(r"""(?:words\(f|named\()["'](\w+)""", code))
    assert asked <= there
    assert families - {"kind"} <= {key.split(".")[0] for key in there}, "kinds have a catalogue of their own"
    unused = {key for key in there - asked if key.split(".")[0] not in families and f'"{key}"' not in code}
    assert not unused


@pytest.mark.parametrize(
    "key",
    [
        *(f"reason.{reason.value}" for reason in Reason),
        *(f"claim.{status.value}" for status in Status),
        *(f"file.{status.value}" for status in FileStatus),
        *(f"read_as.{value.value}" for value in ReadAs),
        *(f"stage.{stage}" for stage in ("reading", "embedding", "publishing", "waiting")),
    ],
)
def test_every_value_of_the_domain_has_a_name(key):
    assert key in keys("ui")
    assert AnswerStatus.PARTIAL.value in keys("ui")


def test_no_word_a_person_reads_stands_in_the_code():
    for name, source in SOURCES.items():
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", source)
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", code)) - {"中文", "清源"}
        assert not chinese, name


def test_html_escapes_what_would_be_markup():
    assert html("<b a=\"1\" b='2'>&") == "&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;"


@pytest.mark.parametrize("mark", string.punctuation)
def test_a_label_escapes_every_mark_of_markdown(mark):
    assert plain(f"水{mark}管").replace("\u2060", "") == f"水\\{mark}管"


@pytest.mark.parametrize(
    "trigger", [":smile:", ":material/home:", "https://evil.invalid", "www.evil.invalid", "a->b", "a--b"]
)
def test_a_label_breaks_what_is_looked_for_after_markdown(trigger):
    read = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(trigger))
    assert trigger not in read
    assert read.replace("\u2060", "") == trigger


def test_a_label_is_one_line():
    assert plain("一\n\n# 二  三") == "一 \\# 二 三"


def test_periods_are_named_and_unknown_ones_stand_as_they_are():
    periods = ["2023", "2023-06", "2023-06-01", "2023-Q1", "2023-13"]
    assert [period_name(each) for each in periods] == ["2023年", "2023年6月", "2023年6月1日", "2023-Q1", "2023-13"]
