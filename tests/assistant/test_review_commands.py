from __future__ import annotations

import io
import json
import zipfile

import pytest

from assistant.cli import main

PAPERS = {
    "管网运维部2023年工作总结.md": (
        "# 管网运维部2023年工作总结\n\n汀澜市清源水务集团有限公司\n\n发布日期：2024年1月15日\n\n## 一、主要工作成效\n\n"
        "2023年，管网漏损率由8.62%下降到7.21%。全年抢修1126次。\n\n## 二、2024年工作打算\n\n计划新增分区计量区域30个。"
        "\n"
    ),
    "客户服务部2023年工作总结.md": (
        "# 客户服务部2023年工作总结\n\n汀澜市清源水务集团有限公司\n\n发布日期：2024年1月16日\n\n## 一、热线服务\n\n"
        "服务热线全年受理各类诉求18640件，及时处理率99.6%。\n"
    ),
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CLEARWELL_LANGUAGE", "zh")
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["--home", str(tmp_path / "home"), "ingest", str(folder)]) == 0
    return tmp_path / "home"


def run(capsys, home, *words):
    capsys.readouterr()
    status = main(["--home", str(home), *map(str, words)])
    return status, capsys.readouterr().out


def as_json(capsys, home, *words):
    status, out = run(capsys, home, *words, "--json")
    return status, json.loads(out)


def test_a_draft_is_kept_signed_exported_packed_and_deleted(home, capsys, tmp_path):
    drafted = ("draft", "--year", 2023, "--outline", "yearly_review", "--keep")
    status, made = as_json(capsys, home, *drafted, "--out", tmp_path / "a.docx")
    assert status == 0
    name = made["draft_id"]
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert "footnoteReference" in archive.read("word/document.xml").decode()
    _, listed = as_json(capsys, home, "drafts", "list")
    assert [(each["draft_id"], each["red"], each["signed"]) for each in listed["drafts"]] == [(name, 0, 0)]

    status, refused = as_json(capsys, home, "drafts", "export", name, "--out", tmp_path / "b.docx", "--signed")
    assert (status, refused["error"]["code"]) == (2, "usage")
    assert not (tmp_path / "b.docx").exists()
    _, shown = as_json(capsys, home, "drafts", "sign", name, "--as", "chen")
    assert shown["signed_off"]
    assert {each["signed_by"] for each in shown["states"]} <= {"chen", None}
    assert run(capsys, home, "drafts", "export", name, "--out", tmp_path / "b.docx", "--signed")[0] == 0
    assert (tmp_path / "b.docx").exists()

    assert run(capsys, home, "drafts", "pack", name, "--out", tmp_path / "p.zip")[0] == 0
    assert "SHA256SUMS.txt" in zipfile.ZipFile(io.BytesIO((tmp_path / "p.zip").read_bytes())).namelist()
    _, revisions = as_json(capsys, home, "drafts", "revisions", name)
    assert revisions["revisions"][0]["what"] == "kept"
    _, changes = as_json(capsys, home, "drafts", "diff", name, 1, len(revisions["revisions"]))
    assert {each["kind"] for each in changes["changes"]} == {"state"}
    assert run(capsys, home, "drafts", "delete", name)[0] == 0
    assert as_json(capsys, home, "drafts", "list")[1] == {"drafts": []}


def test_a_draft_goes_out_as_a_web_page_and_reads_as_text(home, capsys, tmp_path):
    drafted = ("draft", "--year", 2023, "--outline", "yearly_review")
    assert run(capsys, home, *drafted, "--out", tmp_path / "a.html")[0] == 0
    assert "<h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    _, text = run(capsys, home, *drafted, "--keep")
    assert "全年抢修1126次。[^" in text
    name = text.strip().splitlines()[-1].removeprefix("已保存，编号 ").removesuffix("。")
    _, shown = run(capsys, home, "drafts", "show", name)
    assert "全年抢修1126次。[^" in shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "none"), "not_found"),
        (("sign", "none", "--as", "chen"), "not_found"),
        (("sign", "none"), "usage"),
        (("export", "none", "--out", "x.pdf"), "usage"),
        (("export", "none", "--out", "x.docx", "--style", "no-such-file.docx"), "usage"),
    ],
)
def test_a_wrong_request_is_an_error_with_a_sentence(home, capsys, words, code):
    status, told = as_json(capsys, home, "drafts", *words)
    assert status in (1, 2)
    assert told["error"]["code"] == code
    assert told["error"]["message"]
