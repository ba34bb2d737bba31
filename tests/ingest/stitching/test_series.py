from ingest.stitching.ends import ends_of
from ingest.stitching.series import articles, items


def test_the_next_article_follows_and_another_clashes():
    follows, clashes = articles(
        ends_of(["第九条 用户应当\n第十条 供水单位", "其他规定。\n第十一条 本市", "第十五条 市政"])
    )
    assert follows[0, 1] == 1
    assert clashes[0, 1] == 0
    assert clashes[0, 2] == 1


def test_points_go_on_and_a_first_point_may_always_start():
    follows, clashes = items(ends_of(["一是抓安全；二是抓", "服务；三是抓效益。", "保障。一是抓水源。"]))
    assert follows[0, 1] == 1
    assert clashes[0, 2] == 0
    assert clashes[1, 2] == 0
