from ingest.stitching.ends import ends_of


def test_a_full_stop_ends_a_block_also_behind_closing_marks():
    whole, quoted, cut = ends_of(["供水正常。", "他说：“供水正常。”", "供水正"])
    assert whole.ended
    assert quoted.ended
    assert not cut.ended


def test_what_one_block_opens_another_closes():
    opened, closed = ends_of(["推行“一窗受理（含报", "装）、限时办结”的做法。"])
    assert opened.left_open == ("）", "”")
    assert closed.closes == ("）", "”")


def test_lines_broken_at_one_width_are_one_paragraph():
    lines = ["公司健全水质检测制度", "对水源水出厂水管网水", "实行全过程的动态监测", "及时向社会公布结果并"]
    wrapped = "\n".join([*lines, "接受各方面的监督检查", "不断提高供水服务水平", "让用户放心。"])
    (end,) = ends_of([wrapped])
    assert end.paragraphs == 1
    assert end.tail.startswith("公司健全")


def test_lines_of_unlike_length_are_paragraphs():
    (end,) = ends_of(["一、服务\n公司推行一窗受理。\n二、安全\n公司健全检测制度，实行全过程监测"])
    assert end.paragraphs == 4
    assert end.head == "一、服务"
    assert end.tail == "公司健全检测制度，实行全过程监测"


def test_articles_and_markers_open_a_part_but_a_mention_of_an_article_does_not():
    article, marker, mention = ends_of(["第十二条 用户应当节约用水。", "【盘点】", "第十二条规定的用户。"])
    assert article.opens_part
    assert marker.opens_part
    assert marker.marker_like
    assert not mention.opens_part
