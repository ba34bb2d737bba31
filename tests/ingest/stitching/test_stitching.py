from ingest.stitching import stitch

PAGE = [
    "二、强化保障能力",
    "艺改造和设备更新，水厂的电耗明显下降。全年完成管网巡查一万余公里，及时修复漏点三百多处。",
    "公司坚持把安全供水放在首位，健全水质检测制度，对水源水、出厂水和管网水实行全过程监测。",
    "一、提升服务水平",
    "为了节约能源、降低成本，公司组织技术人员对老旧水厂进行了全面检查，通过工",
    "营业厅推行一窗受理，用户报装的材料由五份减为两份，办理时间缩短到三个工作日。",
]


def test_a_word_cut_in_two_brings_its_halves_together():
    assert stitch(PAGE).joins == ((4, 1),)


def test_the_reading_order_holds_every_block_once_and_the_joined_ones_in_a_row():
    order = stitch(PAGE).order
    assert sorted(order) == list(range(len(PAGE)))
    assert order.index(1) == order.index(4) + 1


def test_whole_paragraphs_and_headings_are_left_apart_and_not_doubted():
    whole = [PAGE[0], PAGE[2], PAGE[3], PAGE[5]]
    stitched = stitch(whole)
    assert stitched.joins == ()
    assert stitched.order == (0, 1, 2, 3)
    assert stitched.unsure == ()


def test_a_cut_end_whose_other_half_is_missing_is_unsure():
    stitched = stitch([PAGE[2], PAGE[4], PAGE[5]])
    assert stitched.joins == ()
    assert 1 in stitched.unsure


def test_the_same_blocks_give_the_same_result():
    assert stitch(PAGE) == stitch(list(PAGE))


def test_nothing_and_blank_blocks_are_put_in_order_too():
    assert stitch([]).order == ()
    assert stitch(["", " \n"]).order == (0, 1)
    assert sorted(stitch(["", *PAGE]).order) == list(range(len(PAGE) + 1))


def test_one_block_alone_joins_nothing():
    assert stitch([PAGE[4]]).joins == ()


def test_every_join_says_how_much_of_the_belief_is_on_it():
    (share,) = stitch(PAGE).shares
    assert 0.5 < share <= 1


def test_a_cut_end_without_its_other_half_is_told_from_a_mere_doubt():
    stitched = stitch([PAGE[2], PAGE[4], PAGE[5]])
    assert stitched.cut_ends == (1,)
    assert stitched.cut_starts == ()
    assert stitch(["，并及时修复漏点三百多处。", PAGE[2]]).cut_starts == (0,)
