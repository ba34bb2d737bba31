"""A newspaper page of a fictional utility (sample, invented), set in columns that are cut and put out of order."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = (
    "样例版面 汀澜市清源水务集团年度特别报道（虚构）",
    "一年来，汀澜市清源水务集团围绕保供水、优服务、强管理的目标，各项工作稳步推进，全年任务圆满完成。",
    "2024扬帆启程 共绘供水新画卷",
    "夯实发展根基 实施强企工程",
    "计划安排投资项目38个，加快推进城南水厂深度处理改造、老城区管网更新等重点工程，推动供水能力再上新台阶。",
)
THEMES = (
    (
        "管网改造加速度 注入“新动力”",
        "【看点】",
        "“换了新管以后，水压足了，水也清了。”家住望江小区的居民说，小区的旧管道用了二十多年，漏水停水时有发生，"
        "去年夏天集团的施工队进场，不到两个月就完成了全部楼栋的改造任务，居民的烦心事得到了解决。",
        "【盘点】",
        "全年更新老旧供水管网46公里，完成二次供水泵房改造12座，惠及居民1.3万户，管网漏损率下降到7.6%。",
    ),
    (
        "智慧抄表添便利 做足“细文章”",
        "【看点】",
        "过去抄表员要一户一户敲门，把读数记在本子上，回到营业所再由工作人员逐条录入电脑，遇到读数有疑问的，"
        "还要第二天再跑一趟核对。现在打开手机就能完成抄表，用户的用水量当天就能传到后台，工作效率明显提高。",
        "【盘点】",
        "集团加快推进智能水表安装，全年新装智能水表2.4万只，远传抄表成功率达到98.5%，计量管理更加精细。",
    ),
    (
        "服务提质暖人心 擦亮“新名片”",
        "【看点】",
        "在汀澜市供水营业厅，工作人员正在为前来咨询的企业负责人讲解报装流程，从提交申请到通水只需要两个环节。",
        "【盘点】",
        "集团持续优化供水服务热线，实行全天候值守，健全接听、派单、处置、回访的闭环机制，全年受理群众诉求"
        "2.1万件，按时办结率达到99.2%，群众满意度稳步提升。",
    ),
    (
        "节能降耗见成效 激活“水经济”",
        "【盘点】",
        "各水厂深入开展节能降耗行动，优化加药工艺和泵组运行方式，吨水电耗同比下降4.1%，全年节约电费180万元。",
    ),
)
CUTS = ("施工队进", "录入电", "受理群众诉", "优化加药工")
"""Where columns end: each inside another paragraph."""
ORDER = (0, 4, 3, 1, 2)
"""The columns as the file has them."""


@dataclass(frozen=True, slots=True)
class TornPage:
    """`text`: the file. `whole`: the cut paragraphs as they were written. `seams`: the two sides of each cut."""

    text: str
    whole: tuple[str, ...]
    seams: tuple[tuple[str, str], ...]


def torn_page() -> TornPage:
    """Make the page: columns cut in the middle of a sentence, printed in the wrong order."""
    lines = [*HEAD, *(line for theme in THEMES for line in theme)]
    columns: list[list[str]] = [[]]
    whole, seams = [], []
    for line in lines:
        cut = next((cut for cut in CUTS if cut in line), None)
        if cut is None:
            columns[-1].append(line)
            continue
        before, after = line[: line.index(cut) + len(cut)], line[line.index(cut) + len(cut) :]
        columns[-1].append(before)
        columns.append([after])
        whole.append(line)
        seams.append((before[-8:], after[:8]))
    text = "\n\n".join(line for index in ORDER for line in columns[index])
    return TornPage(text, tuple(whole), tuple(seams))
