"""Papers that disagree, taken in as files: each is shown, and which prevails is said, for people and for programs."""

import json

import pytest

from assistant import open_assistant, shapes
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus, Reason, Verdict

HEAD = "---\ntitle: {title}\nkind: {kind}\npublished: {day}\n{more}---\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    papers = {
        "2023年工作快报": (
            "summary",
            "2024-01-05",
            'period: "2023"\n',
            "2023年，全市总供水量6200万吨。水质合格率100%。",
        ),
        "2023年工作回顾": (
            "review",
            "2024-02-05",
            'period: "2023"\n',
            "2023年，全市总供水量6218万吨。售水量5742万吨。",
        ),
        "城市用水条例": (
            "law",
            "2018-03-19",
            "",
            "第一条 为了加强管理，制定本条例。\n\n第二条 计划停水应当提前24小时通知用户。",
        ),
        "停水管理办法": (
            "policy",
            "2022-04-18",
            "",
            "第一条 为了规范停水，制定本办法。\n\n第二条 计划停水应当提前12小时通知用户。",
        ),
    }
    for title, (kind, day, more, text) in papers.items():
        (folder / f"{title}.md").write_text(HEAD.format(title=title, kind=kind, day=day, more=more) + text, "utf-8")
    manifest = ["path,title,kind,published,period,language"]
    manifest += [
        f"{title}.md,{title},{kind},{day},{'2023' if more else ''},zh" for title, (kind, day, more, _) in papers.items()
    ]
    (folder / "manifest.csv").write_text("\n".join(manifest) + "\n", "utf-8")
    made = open_assistant(tmp_path_factory.mktemp("home") / "home")
    report = made.ingest([folder], LOCAL_PERSON)
    assert [each.status.value for each in report.files] == ["added"] * 4
    return made


def test_two_values_of_one_year_are_both_shown_and_the_later_paper_prevails(assistant):
    answer = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    assert (answer.status, answer.reason) == (AnswerStatus.PARTIAL, Reason.CONFLICT)
    assert [citation.title for citation in answer.citations] == ["2023年工作回顾", "2023年工作快报"]
    assert "6218万吨" in answer.claims[0].text
    assert "6200万吨" in answer.claims[1].text
    assert answer.text.endswith("以《2023年工作回顾》为准：它的日期在后。")
    assert all(claim.verdict is Verdict.SUPPORTED for claim in answer.claims)


def test_the_law_prevails_over_the_house_s_own_older_or_not(assistant):
    answer = assistant.ask("计划停水要提前多久通知用户？", LOCAL_PERSON)
    assert answer.reason is Reason.CONFLICT
    assert answer.citations[0].title == "城市用水条例"
    assert answer.text.endswith("以《城市用水条例》为准：国家的法律法规高于单位制度。")


def test_programs_read_the_reason(assistant):
    told = json.dumps(shapes.answer(assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)))
    assert '"reason": "conflict"' in told


def test_what_the_papers_agree_on_is_a_plain_answer(assistant):
    answer = assistant.ask("2023年售水量是多少？", LOCAL_PERSON)
    assert (answer.status, answer.reason) == (AnswerStatus.ANSWERED, None)
