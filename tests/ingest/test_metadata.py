from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.domain import Metadata
from ingest.metadata import detect_metadata
from ingest.readers import read

POLICY = """# 居民水费减免办法（2023年修订）
汀澜市清源水务集团有限公司
文号：清水〔2023〕14号
发文部门：客户服务部
发布日期：2023年6月20日

第一条 为了规范减免，制定本办法。
第二条 本办法自2023年7月1日起施行，有效期至2028年6月30日。《居民水费减免办法》（清水〔2021〕15号）同时废止。
"""


def of(text: str, name: str) -> Metadata:
    return detect_metadata(read(text.encode(), name), name)


def test_a_policy_s_header_and_last_article_are_understood():
    found = of(POLICY, "减免.md")
    assert found.title == "居民水费减免办法（2023年修订）"
    assert (found.kind, found.place, found.department, found.doc_number) == (
        "policy", "汀澜市", "客户服务部", "清水〔2023〕14号",
    )  # fmt: skip
    assert (found.published, found.effective_from, found.effective_to) == (
        date(2023, 6, 20), date(2023, 7, 1), date(2028, 6, 30),
    )  # fmt: skip
    assert found.replaces == ("居民水费减免办法",)
    assert found.period is None


def test_the_period_is_the_year_in_the_title_as_printed():
    assert of("# 2024年度工作计划\n\n计划。", "a.md").period == "2024"
    assert of("# 2023年第一季度总结\n\n总结。", "a.md").period == "2023-Q1"
    assert of("# 2023年上半年工作总结\n\n总结。", "a.md").period == "2023-H1"


def test_from_the_day_of_publication_means_that_day():
    text = "# 试行规定\n2022年4月14日 国家某某总局令第5号公布\n第一条 甲。\n第二条 本规定自公布之日起施行。"
    assert of(text, "试行规定(2022-04-14).md").effective_from == date(2022, 4, 14)


def test_a_report_that_tells_of_a_rule_does_not_come_into_force():
    assert of("# 2023年工作总结\n\n新办法自2023年7月1日起施行。", "a.md").effective_from is None


def test_front_matter_wins_over_detection():
    found = of("---\ntitle: 甲\nkind: plan\nplace: 乙市\npublished: 2020-01-02\n---\n# 丙\n\n正文。", "a.md")
    assert (found.title, found.kind, found.place, found.published) == ("甲", "plan", "乙市", date(2020, 1, 2))


def test_language_goes_by_the_characters():
    assert of("# 供水指南 Water\n\n拨打供水热线报修。", "a.md").language == "zh"
    assert of("# Water supply guide\n\nCall the hotline 供水.", "a.md").language == "en"


def test_shared_laws(shared: Path):
    path = shared / "laws" / "东营市城市供水条例(2020-08-10).md"
    found = detect_metadata(read(path.read_bytes(), path.name), path.name)
    assert (found.title, found.kind, found.place) == ("东营市城市供水条例", "law", "东营市")
    assert (found.published, found.effective_from) == (date(2020, 8, 10), date(2020, 10, 1))
    assert found.organisation == "东营市人民代表大会常务委员会"


def test_an_explicit_repeal_in_the_shared_laws(shared: Path):
    path = shared / "laws" / "档案法实施条例(2024-01-12).md"
    found = detect_metadata(read(path.read_bytes(), path.name), path.name)
    assert found.replaces == ("中华人民共和国档案法实施办法",)


def test_the_shared_newspaper_page(shared: Path):
    path = shared / "newspaper" / "pinghu_water_2024-02-04.txt"
    found = detect_metadata(read(path.read_bytes(), path.name), path.name)
    assert (found.kind, found.place, found.published, found.period) == ("review", "平湖市", date(2024, 2, 4), "2023")
    assert found.title.startswith("市水务集团为高质量发展")


def test_the_shared_reports_name_their_province_and_year(shared: Path):
    for path in (shared / "gov_reports_2025_docx").iterdir():
        found = detect_metadata(read(path.read_bytes(), path.name), path.name)
        assert (found.kind, found.period) == ("report", "2025"), path.name
        assert found.place, path.name
        assert found.published is not None, path.name
        assert found.published.year == 2025, path.name
