import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.errors import NotFound, UsageError
from tests.support import prints

PAPER = "# 2023年度工作回顾\n\n2023年，全市总供水量62l8万吨。\n\n2023年，全市新增用户1.2万户。\n"


@pytest.fixture
def assistant(tmp_path):
    return open_assistant(tmp_path / "home")


def taken_in(assistant, path, content: str) -> str:
    path.write_text(content, encoding="utf-8")
    (outcome,) = assistant.ingest([path], LOCAL_PERSON).files
    assert outcome.document_id
    return outcome.document_id


def test_a_corrected_number_is_what_answers_say_and_survives_the_next_edition(assistant, tmp_path):
    paper = tmp_path / "2023年度工作回顾.md"
    document = taken_in(assistant, paper, PAPER)
    assistant.correct_text(document, 1, 1, "2023年，全市总供水量6218万吨。", LOCAL_PERSON)
    assert "6218万吨" in assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON).text
    taken_in(assistant, paper, PAPER + "\n2023年，全市漏损率8.1%。\n")
    assert "6218万吨" in assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON).text
    account = assistant.reading_account(document, LOCAL_PERSON)
    assert [page.corrected for page in account.pages] == [False], "its page reads otherwise, but for one block"


def test_taking_a_correction_back_brings_the_files_own_words_back(assistant, tmp_path):
    document = taken_in(assistant, tmp_path / "a.md", PAPER)
    before = assistant.page(document, 1, LOCAL_PERSON).text
    assistant.correct_text(document, 1, 1, "", LOCAL_PERSON)
    assert "62l8" not in assistant.page(document, 1, LOCAL_PERSON).text
    assert assistant.reading_account(document, LOCAL_PERSON).pages[0].corrected
    assistant.take_back_corrections(document, 1, LOCAL_PERSON)
    assert assistant.page(document, 1, LOCAL_PERSON).text == before


def test_a_persons_order_is_the_order_of_the_passages(assistant, tmp_path):
    document = taken_in(assistant, tmp_path / "a.txt", "第二句在前面排着。\n第一句在后面排着。\n")
    assistant.correct_order(document, 1, [[1], [0]], LOCAL_PERSON)
    text = "".join(passage.text for passage in assistant.passages(document, LOCAL_PERSON))
    assert text.index("第一句") < text.index("第二句")


def test_a_block_that_is_not_there_is_the_persons_error(assistant, tmp_path):
    document = taken_in(assistant, tmp_path / "a.md", PAPER)
    with pytest.raises(UsageError):
        assistant.correct_text(document, 1, 99, "x", LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.correct_text("nothing", 1, 0, "x", LOCAL_PERSON)


def test_a_pdf_page_has_a_picture_and_a_text_file_has_none(assistant, tmp_path):
    paper = tmp_path / "a.pdf"
    paper.write_bytes(prints.pdf(lambda canvas: canvas.drawString(72, 720, "Water supplied in 2023: 62 Mt.")))
    (outcome,) = assistant.ingest([paper], LOCAL_PERSON).files
    image = assistant.page_image(outcome.document_id, 1, LOCAL_PERSON)
    assert image is not None
    assert image.startswith(b"\x89PNG")
    assert assistant.page_image(outcome.document_id, 9, LOCAL_PERSON) is None
    assert assistant.page_image(taken_in(assistant, tmp_path / "a.md", PAPER), 1, LOCAL_PERSON) is None
