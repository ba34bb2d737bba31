from dataclasses import replace

from assistant.answering.forms.lists import merged
from assistant.answering.statements import read_statement
from assistant.domain import PassageKind
from tests.support.builders import make_candidate, make_hit

TEXT = "第二十条 水表限期使用：\n（一）口径25毫米以下的，不超过6年；\n（二）口径50毫米以下的，不超过4年。"
HIT = make_hit(TEXT, kind=PassageKind.CLAUSE, clause="第二十条")
STEM = (5, TEXT.index("：") + 1)


def _item(words):
    start = TEXT.index(words)
    candidate = make_candidate(TEXT[slice(*STEM)] + words, hit=HIT)
    return read_statement(replace(candidate, parts=(STEM, (start, start + len(words)))))


def test_items_of_one_list_share_their_stem_and_stand_in_the_paper_s_order():
    chosen = [_item("口径50毫米以下的，不超过4年。"), _item("口径25毫米以下的，不超过6年")]
    (told,) = merged(chosen)
    assert told.candidate.text == TEXT.removeprefix("第二十条 ")


def test_an_item_alone_stays_as_it_is():
    alone = [_item("口径25毫米以下的，不超过6年")]
    assert merged(alone) == alone
