from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import Principal, Status, Verdict
from assistant.drafting.standing import fault_of, signed
from assistant.drafts import DraftRequest, Outline, OutlineSection, Part, SectionState, Stale
from assistant.errors import DraftChanged, NotFound, UsageError
from assistant.kept_drafts import FIRST
from assistant.verification import GOOD

NETWORK = """# 管网运维部2023年工作总结

汀澜市清源水务集团有限公司

发布日期：2024年1月15日

## 一、主要工作成效

2023年，管网漏损率由8.62%下降到7.21%，新增分区计量区域38个。

全年抢修{bursts}次，抢修及时率99.4%。

## 二、2024年工作打算

计划新增分区计量区域30个。
"""
SERVICE = """# 客户服务部2023年工作总结

汀澜市清源水务集团有限公司

发布日期：2024年1月16日

## 一、热线服务

服务热线全年受理各类诉求18640件，及时处理率99.6%。
"""
OUTLINE = Outline(
    "plain",
    "{year}年工作回顾",
    "zh",
    (
        OutlineSection("一、全年工作", Part.HEADING),
        OutlineSection("（一）管网", Part.RESULTS, 2, topics=("管网", "漏损", "抢修"), most=6),
        OutlineSection(
            "（二）服务", Part.RESULTS, 2, topics=("热线", "诉求", "服务"), indicators=("水费回收率",), most=6
        ),
        OutlineSection("二、下一年安排", Part.PLAN, years=(1,), topics=("计划", "分区计量")),
    ),
)
WANG = Principal("wang")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Papers, a library of them and a draft that is kept there, made once: each test works on a copy of the library."""
    place = tmp_path_factory.mktemp("written")
    folder = place / "papers"
    folder.mkdir()
    (folder / "管网运维部2023年工作总结.md").write_text(NETWORK.format(bursts=1126), encoding="utf-8")
    (folder / "客户服务部2023年工作总结.md").write_text(SERVICE, encoding="utf-8")
    made = open_assistant(place / "home")
    made.ingest([folder], LOCAL_PERSON)
    kept = made.keep_draft(made.draft(DraftRequest(2023, OUTLINE), LOCAL_PERSON), LOCAL_PERSON)
    return folder, place / "home", kept


@pytest.fixture
def folder(written):
    """The papers; as they were again once the test is over."""
    yield written[0]
    (written[0] / "管网运维部2023年工作总结.md").write_text(NETWORK.format(bursts=1126), encoding="utf-8")


@pytest.fixture
def assistant(written, tmp_path):
    shutil.copytree(written[1], tmp_path / "home")
    return open_assistant(tmp_path / "home")


@pytest.fixture
def kept(written):
    return written[2]


def sentences(draft):
    return [each for section in draft.sections for each in section.sentences]


def holding(draft, words):
    return next(each for each in sentences(draft) if words in each.text)


def section_with(draft, words):
    return next(each for each in draft.sections if any(words in one.text for one in each.sentences))


def change(assistant, draft, words, old, new, who=LOCAL_PERSON):
    each = holding(draft, words)
    return assistant.change_sentence(draft.draft_id, draft.revision, each.sentence_id, each.text.replace(old, new), who)


def sign_all(assistant, draft):
    for each in draft.sections:
        if each.part is not Part.HEADING:
            draft = assistant.set_section_state(
                draft.draft_id, draft.revision, each.section_id, SectionState.SIGNED_OFF, WANG
            )
    return draft


def test_a_kept_draft_comes_back_in_another_program_with_its_papers(assistant, kept, tmp_path):
    again = open_assistant(tmp_path / "home").draft_kept(kept.draft_id, LOCAL_PERSON)
    assert again == kept
    assert (again.revision, again.made_by) == (1, LOCAL_PERSON.user)
    assert {(each.published, len(each.sha256)) for each in again.papers} == {("2024-01-15", 64), ("2024-01-16", 64)}
    [line] = assistant.drafts(LOCAL_PERSON)
    assert (line.draft_id, line.sentences, line.red, line.stale, line.signed) == (
        kept.draft_id, len(sentences(kept)), 0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [("1126", "1162", "missing"), ("1126次", "1126万次", "wrong_scale"), ("99.4%", "94.4%", "missing")],
)
def test_an_edited_figure_that_its_source_does_not_hold_turns_red_at_once(assistant, kept, old, new, verdict):
    changed = change(assistant, kept, "1126", old, new)
    edited = holding(changed, new)
    assert edited.claim.verdict is Verdict.UNSUPPORTED
    assert edited.edited
    assert [each.verdict for each in edited.quantities if each.verdict not in GOOD] == [verdict]
    assert [each for each in changed.figures if each.verdict not in GOOD]
    assert assistant.drafts(LOCAL_PERSON)[0].red == 1


def test_a_year_or_a_plan_told_otherwise_turns_red(assistant, kept):
    changed = change(assistant, kept, "7.21%", "2023年", "2022年")
    assert fault_of(holding(changed, "2022年"))
    plan = next(each for each in sentences(kept) if each.claim.status is Status.PLANNED)
    told = assistant.change_sentence(
        changed.draft_id, changed.revision, plan.sentence_id, "新增了分区计量区域30个。", LOCAL_PERSON
    )
    assert fault_of(holding(told, "新增了分区计量区域30个"))


def test_a_true_rewording_stays_green(assistant, kept):
    changed = change(assistant, kept, "1126", "全年抢修", "全年共抢修")
    assert holding(changed, "全年共抢修").claim.verdict is Verdict.SUPPORTED


def test_a_section_with_a_red_sentence_cannot_be_signed_and_the_review_not_exported_as_signed(assistant, kept):
    changed = change(assistant, kept, "1126", "1126", "1127")
    section = section_with(changed, "1127")
    with pytest.raises(UsageError) as refused:
        assistant.set_section_state(
            changed.draft_id, changed.revision, section.section_id, SectionState.SIGNED_OFF, LOCAL_PERSON
        )
    assert refused.value.key == "not_to_sign"
    [fault] = assistant.section_faults(changed.draft_id, section.section_id, LOCAL_PERSON)
    assert "1127" in fault.text
    with pytest.raises(UsageError) as unsigned:
        assistant.export_draft(changed.draft_id, "docx", LOCAL_PERSON, signed_off=True)
    assert unsigned.value.key == "not_signed"
    assert assistant.draft_kept(kept.draft_id, LOCAL_PERSON).revision == changed.revision


def test_a_verdict_that_was_tampered_with_in_the_store_does_not_help_to_sign(assistant, kept):
    each = holding(kept, "1126")
    lie = replace(each, claim=replace(each.claim, text="全年抢修9999次，抢修及时率99.4%。"), quantities=())
    forged = assistant.keep_draft(
        replace(kept, sections=tuple(
            replace(one, sentences=tuple(lie if two is each else two for two in one.sentences))
            for one in kept.sections
        )),
        LOCAL_PERSON,
    )  # fmt: skip
    with pytest.raises(UsageError):
        sign_all(assistant, forged)


def test_a_review_whose_sections_are_all_signed_is_exported_as_signed(assistant, kept):
    done = sign_all(assistant, kept)
    assert signed(done)
    assert {each.signed_by for each in done.sections if each.state is SectionState.SIGNED_OFF} == {"wang"}
    content = assistant.export_draft(done.draft_id, "docx", LOCAL_PERSON, signed_off=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"DraftMark" in archive.read(name)]
    [line] = assistant.drafts(LOCAL_PERSON)
    assert line.signed == line.to_sign > 0


def test_an_edit_takes_the_signature_of_its_section_away_and_of_no_other(assistant, kept):
    done = sign_all(assistant, kept)
    changed = change(assistant, done, "1126", "全年抢修", "全年共抢修")
    mine = section_with(changed, "1126").section_id
    assert {each.section_id for each in changed.sections if each.state is SectionState.DRAFT and each.sentences} == {
        mine
    }


def test_a_comment_is_kept_in_no_export_and_takes_no_signature_away(assistant, kept):
    done = sign_all(assistant, kept)
    said = assistant.comment_sentence(
        done.draft_id, done.revision, holding(done, "1126").sentence_id, "请再核实一遍", WANG
    )
    assert [(each.by, each.text) for each in holding(said, "1126").comments] == [("wang", "请再核实一遍")]
    assert signed(said)
    for form in ("md", "html", "json"):
        assert "请再核实" not in assistant.export_draft(said.draft_id, form, LOCAL_PERSON).decode()


def test_when_the_source_changes_the_draft_is_listed_its_sentence_stale_and_the_signature_no_longer_holds(
    assistant, kept, folder
):
    done = sign_all(assistant, kept)
    (folder / "管网运维部2023年工作总结.md").write_text(NETWORK.format(bursts=1130), encoding="utf-8")
    assistant.ingest([folder], LOCAL_PERSON)
    draft = assistant.draft_kept(kept.draft_id, LOCAL_PERSON)
    assert holding(draft, "1126").stale is Stale.CHANGED
    assert holding(draft, "18640").stale is None
    [line] = assistant.drafts(LOCAL_PERSON)
    assert line.stale == 1
    assert line.signed == line.to_sign - 1
    with pytest.raises(UsageError):
        assistant.export_draft(done.draft_id, "md", LOCAL_PERSON, signed_off=True)


def test_a_removed_paper_makes_its_sentences_stale_and_hides_the_draft_from_nobody(assistant, kept):
    gone = next(each for each in kept.citations if "18640" in each.quote).document_id
    assistant.remove(gone, LOCAL_PERSON)
    draft = assistant.draft_kept(kept.draft_id, LOCAL_PERSON)
    assert holding(draft, "18640").stale is Stale.REMOVED
    changed = change(assistant, draft, "18640", "18640", "18641")
    assert fault_of(holding(changed, "18641")) == "stale"


def test_another_source_that_supports_the_sentence_is_found_and_makes_it_green(assistant, kept):
    section = section_with(kept, "1126")
    added = assistant.add_sentence(
        kept.draft_id, 1, section.section_id, 0, "服务热线全年受理诉求18640件。", LOCAL_PERSON
    )
    new = next(each for each in section_with(added, "服务热线全年受理诉求").sentences if each.edited)
    assert fault_of(new) == "uncited"
    [found, *_] = assistant.find_sources(new.text, LOCAL_PERSON, section.part)
    assert "18640" in found.citation.quote
    cited = assistant.cite_sentence(added.draft_id, added.revision, new.sentence_id, [found.citation], LOCAL_PERSON)
    assert fault_of(next(each for each in sentences(cited) if each.sentence_id == new.sentence_id)) == ""
    assert len({(each.document_id, each.quote) for each in cited.citations}) == len(cited.citations)


def test_no_source_is_offered_for_what_no_paper_says(assistant, kept):
    assert assistant.find_sources("服务热线全年受理诉求28640件。", LOCAL_PERSON) == ()


def test_a_sentence_is_shortened_to_clauses_that_hold_and_put_back_to_its_original(assistant, kept):
    wrong = change(assistant, kept, "1126", "99.4%", "98.4%")
    assert fault_of(holding(wrong, "98.4%"))
    short = assistant.shorten_sentence(
        wrong.draft_id, wrong.revision, holding(wrong, "98.4%").sentence_id, LOCAL_PERSON
    )
    assert holding(short, "1126").text == "全年抢修1126次。"
    assert fault_of(holding(short, "1126")) == ""
    whole = assistant.quote_sentence(short.draft_id, short.revision, holding(short, "1126").sentence_id, LOCAL_PERSON)
    assert holding(whole, "1126").text == "全年抢修1126次，抢修及时率99.4%。"


def test_a_plan_that_is_moved_among_results_turns_red(assistant, kept):
    plan = next(each for each in sentences(kept) if each.claim.status is Status.PLANNED)
    target = next(each for each in kept.sections if each.part is Part.RESULTS)
    moved = assistant.move_sentence(kept.draft_id, 1, plan.sentence_id, target.section_id, 0, LOCAL_PERSON)
    first = next(each for each in moved.sections if each.section_id == target.section_id).sentences[0]
    assert first.sentence_id == plan.sentence_id
    assert fault_of(first)


def test_undo_and_redo_go_through_the_changes_and_nothing_is_lost(assistant, kept):
    edited = change(assistant, kept, "1126", "全年抢修", "全年共抢修")
    shorter = assistant.delete_sentence(
        edited.draft_id, edited.revision, holding(edited, "18640").sentence_id, LOCAL_PERSON
    )
    back = assistant.undo(shorter.draft_id, shorter.revision, LOCAL_PERSON)
    assert holding(back, "18640")
    assert holding(back, "全年共抢修")
    first = assistant.undo(back.draft_id, back.revision, LOCAL_PERSON)
    assert [each.text for each in sentences(first)] == [each.text for each in sentences(kept)]
    again = assistant.redo(first.draft_id, first.revision, LOCAL_PERSON)
    assert holding(again, "全年共抢修")
    with pytest.raises(UsageError):
        assistant.redo(
            kept.draft_id, assistant.redo(kept.draft_id, again.revision, LOCAL_PERSON).revision, LOCAL_PERSON
        )
    whats = [each.what for each in assistant.draft_revisions(kept.draft_id, LOCAL_PERSON)]
    assert whats == [FIRST, "changed", "deleted", "undone", "undone", "redone", "redone"]
    [told] = assistant.draft_changes(kept.draft_id, 1, 2, LOCAL_PERSON)
    assert (told.kind, told.before, told.after) == (
        "changed", "全年抢修1126次，抢修及时率99.4%。", "全年共抢修1126次，抢修及时率99.4%。",
    )  # fmt: skip


def test_undo_brings_no_signature_back(assistant, kept):
    section = section_with(kept, "1126")
    done = assistant.set_section_state(kept.draft_id, 1, section.section_id, SectionState.SIGNED_OFF, WANG)
    opened = assistant.set_section_state(
        kept.draft_id, done.revision, section.section_id, SectionState.DRAFT, LOCAL_PERSON
    )
    back = assistant.undo(kept.draft_id, opened.revision, LOCAL_PERSON)
    assert section_with(back, "1126").state is SectionState.DRAFT
    assert section_with(back, "1126").signed_by == ""


def test_a_change_of_a_revision_that_is_no_longer_the_newest_is_refused_and_nothing_overwritten(assistant, kept):
    change(assistant, kept, "1126", "全年抢修", "全年共抢修", WANG)
    with pytest.raises(DraftChanged) as refused:
        change(assistant, kept, "18640", "服务热线", "客服热线")
    assert refused.value.params["by"] == "wang"
    now = assistant.draft_kept(kept.draft_id, LOCAL_PERSON)
    assert holding(now, "全年共抢修")
    assert not [each for each in sentences(now) if "客服热线" in each.text]


def test_a_deleted_draft_is_gone_and_cites_nothing(assistant, kept):
    document = kept.citations[0].document_id
    assert assistant.reading_account(document, LOCAL_PERSON).dependents > 0
    assistant.delete_draft(kept.draft_id, LOCAL_PERSON)
    assert assistant.drafts(LOCAL_PERSON) == ()
    assert assistant.reading_account(document, LOCAL_PERSON).dependents == 0
    with pytest.raises(NotFound):
        assistant.draft_kept(kept.draft_id, LOCAL_PERSON)


def test_an_unnamed_person_sees_no_draft_and_keeps_none(assistant, kept):
    assert assistant.drafts(Principal("")) == ()
    with pytest.raises(NotFound):
        assistant.keep_draft(kept, Principal(""))


def test_what_is_not_there_is_not_found(assistant, kept):
    with pytest.raises(NotFound):
        assistant.draft_kept(kept.draft_id, LOCAL_PERSON, 7)
    with pytest.raises(NotFound):
        assistant.delete_sentence(kept.draft_id, 1, "none", LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.add_sentence(kept.draft_id, 1, "none", 0, "一句。", LOCAL_PERSON)


def test_the_evidence_pack_holds_the_review_its_figures_the_cited_papers_and_a_digest_of_each(assistant, kept):
    import hashlib

    with zipfile.ZipFile(io.BytesIO(assistant.draft_pack(kept.draft_id, LOCAL_PERSON))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {
        "草稿.docx",
        "草稿.md",
        "草稿.json",
        "figures.csv",
        "papers.csv",
        "说明.md",
        "SHA256SUMS.txt",
    } <= files.keys()
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS.txt"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS.txt"
    }
    assert all(each.sha256 in files["papers.csv"].decode() for each in kept.papers)
    assert "1126次" in files["figures.csv"].decode("utf-8-sig")
    assert json.loads(files["草稿.json"])["year"] == 2023
    pictured = {name for name in files if name.startswith("pages/")}
    assert pictured or "没有图像" in files["说明.md"].decode()
