from __future__ import annotations

import re
from pathlib import Path

from ingest.flow import with_flow
from ingest.readers import ReadDocument, read
from ingest.structure import Paragraph, articles, structure
from tests.support import files
from tests.support.torn_page import torn_page


def parts(text: str, name: str = "a.txt") -> list[Paragraph]:
    return structure(read(text.encode(), name))


def where(paragraphs: list[Paragraph], words: str) -> Paragraph:
    return next(paragraph for paragraph in paragraphs if words in paragraph.text)


LAW = """# 试验市供水条例
## 第一章　总则
第一条 为了加强管理，制定本条例。
第二条 本条例适用于本市。

本条例所称供水，是指下列供水：
（一）公共供水；
（二）自建设施供水。
违反前款规定的，依照第一条的规定处理。
第二条之一 这是插入的一条。
第三条 用户应当节约用水：
（一）少用；
（二）再用。
## 第二章　附则
第四条 本条例自2020年1月1日起施行。
"""


def test_chapters_articles_paragraphs_and_items_are_told_apart():
    found = parts(LAW, "a.md")
    item = where(found, "自建设施供水。")
    assert (item.clause, item.clause_path, item.section) == ("第二条", "第二条第二款第（二）项", ("第一章 总则",))
    assert where(found, "插入的一条").clause == "第二条之一"
    assert where(found, "再用").clause_path == "第三条第（二）项"
    assert where(found, "起施行").section == ("第二章 附则",)


def test_a_point_below_an_item_and_a_line_that_runs_on_open_no_paragraph():
    found = parts("第一条 甲。\n第二条 【目的】\n为了供水：\n（一）乙：\n1.丙；\n（二）丁。\n第三条 戊。")
    assert [p.clause_path for p in found if p.clause == "第二条"] == [
        "第二条", "第二条", "第二条第（一）项", "第二条第（一）项", "第二条第（二）项",
    ]  # fmt: skip


def test_a_reference_at_the_beginning_of_a_line_opens_no_article():
    found = parts("第一条 甲。\n第二条 乙，依照\n第四十条 规定办理的除外。\n第九条所称用户，是指单位。\n第三条 丙。")
    assert [p.clause for p in found if p.clause and p.text.startswith(p.clause)][:2] == ["第一条", "第二条"]
    assert where(found, "第九条所称").clause != "第九条"


def test_a_line_that_runs_on_with_another_article_s_number_stays_in_its_article():
    found = parts("第一条 甲，依照\n第四十条情形办理。\n第二条 乙。")
    assert [[p.clause_path for p in group] for group in articles(found)] == [["第一条", "第一条"], ["第二条"]]


def test_numbered_headings_nest():
    found = parts("一、2024年工作回顾\n全年总体平稳。\n（一）服务提质\n受理1864件。\n二、2025年任务\n计划投资3亿元。")
    assert where(found, "1864").section == ("一、2024年工作回顾", "（一）服务提质")
    assert where(found, "3亿元").section == ("二、2025年任务",)


def test_a_heading_inside_a_paragraph_heads_what_follows_it():
    first = "（一）管网更新进展顺利。全年施工平稳，增长8.3%。\n其中支管改造增长二成。"
    found = parts(f"一、回顾\n{first}\n（二）水质管理更加精细。检测频次增长9.4%。\n甲。")
    assert where(found, "二成").section == ("一、回顾", "（一）管网更新进展顺利")
    assert where(found, "8.3%").section == ("一、回顾",)


def test_list_items_one_after_another_head_nothing():
    found = parts("一、回顾\n（一）甲完成。增长1%。\n（二）乙完成。增长2%。\n一年来，着重抓了以下工作。")
    assert where(found, "着重抓了").section == ("一、回顾",)


def test_a_plan_heading_of_a_newspaper_covers_the_titles_below_it_and_ends_at_the_next_review_title():
    prose = "深化班组建设，以技能比武为载体，培养一批行家里手，结合日常巡检查找短板，推动各项工作落到实处。"
    found = parts(
        f"去年各项工作圆满完成。\n2024扬帆启程 共绘供水新画卷\n夯实发展根基 实施强企工程\n{prose}\n"
        f"瞄准先进水平 实施提级工程\n计划安排投资项目46个，{prose}\n"
        f"队伍建设添干劲 练就“铁班组”\n【看点】\n{prose}\n【盘点】\n完成巡查2万人次，{prose}"
    )
    assert where(found, "46个").section == ("2024扬帆启程 共绘供水新画卷", "瞄准先进水平 实施提级工程")
    assert where(found, "2万人次").section == ("队伍建设添干劲 练就“铁班组”", "【盘点】")


def test_the_same_mark_twice_under_one_title_drops_the_title():
    found = parts("项目建设加速度 注入“新动力”\n【盘点】\n甲项目完成。\n【盘点】\n乙项目完成。")
    assert where(found, "乙").section == ("【盘点】",)


def test_a_sentence_over_a_page_break_is_one_paragraph_with_two_places():
    long = "供水企业应当加强供水设施的巡查和维护，及时发现并处理管网漏损问题，保障城市供"
    document = read(files.pdf([["第一页的开头。", long], ["水安全和水质安全。", "第二页另起。"]]), "a.pdf")
    paragraph = where(structure(document), "保障城市供水安全")
    assert [span.page for span in paragraph.spans] == [1, 2]


def test_every_article_of_the_shared_laws_is_found_once_and_in_order(shared: Path):
    total = 0
    for path in sorted((shared / "laws").glob("*.md")):
        printed = re.findall(
            r"^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)",
            path.read_text(encoding="utf-8"),
            re.M,
        )
        found = [
            p.clause
            for p in structure(read(path.read_bytes(), path.name))
            if p.clause and p.paragraph <= 1 and not p.item and p.text.startswith(p.clause)
        ]
        assert found == printed, path.name
        total += len(found)
    assert total == 3111


def test_the_shared_newspaper_page_keeps_plan_and_result_apart(shared: Path):
    path = next((shared / "newspaper").glob("*.txt"))
    found = structure(read(path.read_bytes(), path.name))
    assert where(found, "投资项目共46个").section[0].startswith("2024砥砺前行")
    assert not any(heading.startswith("2024") for heading in where(found, "5906万吨").section)


def flowing(text: str, flow: list[list[int]], confidence: float) -> list[Paragraph]:
    page = read(text.encode(), "a.txt").pages[0]
    return structure(ReadDocument(pages=(with_flow(page, flow, confidence),)))


def test_paragraphs_come_in_the_order_a_person_gave_and_a_chain_is_one_paragraph_with_two_places():
    found = flowing("定了。\n一、回顾\n水压稳\n二、计划\n甲。", [[1], [2, 0], [3], [4]], 1.0)
    assert [(p.text, p.section, len(p.spans)) for p in found] == [
        ("水压稳定了。", ("一、回顾",), 2),
        ("甲。", ("二、计划",), 1),
    ]


def test_a_jump_in_a_guessed_order_leaves_what_follows_without_a_heading():
    text = "一、回顾\n甲完成了。\n二、计划\n乙完成了。\n丙完成了。"
    order = [[0], [1], [4], [2], [3]]
    assert where(flowing(text, order, 0.7), "丙").section == ()
    assert where(flowing(text, order, 1.0), "丙").section == ("一、回顾",)
    assert where(flowing(text, order, 0.7), "乙").section == ("二、计划",)


def test_after_a_cut_that_goes_on_nowhere_no_heading_is_known():
    cut = "集团持续优化供水服务热线，健全接听、派单的闭环机制，全年受理群众诉"
    text = f"一、回顾\n{cut}\n乙完成了。\n丙完\n成了。"
    assert where(flowing(text, [[0], [1], [2], [3, 4]], 0.7), "乙").section == ()
    assert where(flowing(text, [[0], [1], [2], [3, 4]], 1.0), "乙").section == ("一、回顾",)
    assert where(parts(text), "乙").section == ("一、回顾",)


def test_every_part_of_a_shuffled_page_gets_its_theme_back():
    found = parts(torn_page().text)
    assert where(found, "加药工艺和泵组").section == ("节能降耗见成效 激活“水经济”", "【盘点】")
    assert where(found, "受理群众诉求2.1万件").section == ("服务提质暖人心 擦亮“新名片”", "【盘点】")
    assert where(found, "施工队进场").section == ("管网改造加速度 注入“新动力”", "【看点】")
    assert where(found, "46公里").section == ("管网改造加速度 注入“新动力”", "【盘点】")
    assert where(found, "录入电脑").section == ("智慧抄表添便利 做足“细文章”", "【看点】")
    assert where(found, "投资项目38个").section[0].startswith("2024")


def test_every_part_of_the_shared_newspaper_page_stands_under_a_theme_and_its_mark(shared: Path):
    path = next((shared / "newspaper").glob("*.txt"))
    found = structure(read(path.read_bytes(), path.name))
    marked = [p.section for p in found if p.section and p.section[-1].startswith("【")]
    assert all(len(section) == 2 for section in marked)
    assert {theme[:6]: sum(theme == name for name, _ in set(marked)) for theme, _ in marked} == {
        "项目提速增效": 2, "管理提标践初": 2, "服务提质优民": 2, "经营提效促发": 2, "队伍提振激士": 2,
    }  # fmt: skip
    assert where(found, "通过工艺优化").section[0].startswith("经营提效")
    assert where(found, "落实两级服务中心").section[0].startswith("服务提质")
    assert where(found, "如发现抄表异常").section == (where(found, "5906万吨").section[0], "【看点】")
