from __future__ import annotations

from assistant.ui.item_view import beside


def test_what_changed_is_marked_number_by_number_and_context_is_not():
    old, new = beside("应当提前24小时通知用户。", "第二条 应当提前48小时通知用户。另有规定的除外。")
    assert old == "应当提前<mark>24</mark>小时通知用户。"
    assert new.replace('<span class="cw-around">', "[").replace("</span>", "]") == (
        "[第二条 ]应当提前<mark>48</mark>小时通知用户。[另有规定的除外。]"
    )


def test_texts_show_as_they_stand():
    old, new = beside("<b>一</b>", "<b>二</b>")
    assert "<b>" not in old + new
