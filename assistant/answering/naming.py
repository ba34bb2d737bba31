"""Names in Chinese and English text: of people, places and bodies. Guessed from characters and words' kinds.

A guess is enough here: it says whether a passage holds the kind of thing that is asked for, never what is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.tokens import tagged

Found = tuple[str, int, int]

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁"
    "韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕"
    "郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝臧戴宋茅庞熊纪舒屈项祝董梁杜"
    "阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万柯管卢莫房解应宗丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀甄封靳松段富焦侯宁仇甘厉祖武符刘"
    "景詹束龙叶司黎白蒲赖卓屠池乔翟谭劳冉桂牛燕尚温庄晏柴瞿阎"
    "连习艾鱼容向古易慎戈廖衡耿满匡寇广欧沃利蔚越隆师巩聂晁敖辛阚那简饶曾关蒯相查荆游竺权盖益桓公"
    "肖付代仝单闫涂佟邝揭岳佘车晋曲撒"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華魏謝鄒竇蘇鳳鮑費賀湯羅畢鄔樂時傅齊顧蕭龐熊紀項閔賈婁顏鍾駱淩霍"
    "虞萬盧應鄧單龔陸榮劉葉龍黎賴卓喬譚勞莊閻連習葉溫關簡饒曾遊權蓋歐師鞏聶"
)
_DOUBLE = re.compile("^(?:欧阳|司马|上官|诸葛|歐陽|司馬|諸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|長孫|司徒)")
_FOREIGN = (
    "东杰冈岗昂温滕塔娅娃妮丽莲萝芙蕾"
    "阿埃艾爱安奥巴贝比别波勃博布查茨达黛戴德登迪蒂杜多顿厄恩尔法菲费芬弗夫福盖戈格根古哈海汉赫胡"
    "华霍基吉加贾金喀卡凯坎康考科克肯库奎拉莱赖兰朗劳勒雷黎里理利莉"
    "林琳留卢鲁路伦罗洛马麦曼梅蒙米密敏莫默姆穆纳娜南内尼涅努诺帕佩彭皮珀蒲普齐奇契恰乔切琴让热日"
    "荣瑞萨塞桑森沙莎圣什史斯司索塔泰坦汤特提廷图托瓦万旺威韦维文沃"
    "乌伍西希锡夏香肖谢辛休雅亚扬耶叶伊因英尤约泽扎詹珍朱兹佐愛奧貝別達黛蒂頓爾費蓋漢華賈凱庫萊賴"
    "蘭勞裡連倫羅馬麥納內諾齊喬讓熱榮薩聖蘇圖萬韋維烏錫謝亞揚葉約澤茲"
)
_TRANSCRIBED = re.compile(
    rf"[{_FOREIGN}]{{3,9}}(?:[·•‧・．][{_FOREIGN}]{{2,9}})*|[{_FOREIGN}]{{2,9}}(?:[·•‧・．][{_FOREIGN}]{{2,9}})+"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:公司|集团|集團|大学|大學|学院|學院|学校|學校|中学|银行|銀行|队|隊|协会|協會|委员会|委員會|局|部门|处|厅|廳|中心|"
    r"组织|組織|党|黨|联盟|法院|平台|站|社|室)"
)
_PLACE_ENDING = re.compile(
    r"^[\u4e00-\u9fff]?(?:省|市|县|縣|区|區|镇|鎮|乡|鄉|村|州|国|國|岛|島|洲|江|河|湖|港|街|路|宫|馆|館|寺|城)$"
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w'’À-ÿ-]+(?:\s(?:(?:of|de|la|von|van|the|al|bin|du)\s)?[A-ZÀ-Þ][\w'’À-ÿ-]*)*")
_OPENERS = frozenset(
    str.split(
        "the a an in on at of and or but for to from by with as it its he she they his her their this "
        "that these those there here "
        "however although after before during since while when where who what which why how also some "
        "one other both most many several "
        "if so then not no yes new we you our your my i all each every another such more jan feb mar apr "
        "may jun jul aug sep sept oct "
        "nov dec january february march april june july august september october november december "
        "monday tuesday wednesday thursday "
        "friday saturday sunday"
    )
)


def people(text: str) -> list[Found]:
    """Names of people in Chinese `text`: a surname with one or two characters after it, or a transcribed name."""
    found = [(match.group(), match.start(), match.end()) for match in _TRANSCRIBED.finditer(text)]
    taken = {place for _, start, end in found for place in range(start, end)}
    words = placed(text)
    for i, (word, tag, start) in enumerate(words):
        end = start + len(word)
        if taken & {start, end - 1} or not _may_be_surname(word, tag):
            continue
        # A name the dictionary does not know falls apart: 蒋 + 万安, 李诗 + 沣.
        following = words[i + 1] if i + 1 < len(words) else None
        if len(word) < 3 and following and len(word) + len(following[0]) <= 3 and following[1] in _NAME_TAILS:
            end = following[2] + len(following[0])
        if 2 <= end - start <= 4:
            found.append((text[start:end], start, end))
    return found


_NAME_TAILS = frozenset("zg g ng ag a nz nr nrt nrfg j b".split())


def _may_be_surname(word: str, tag: str) -> bool:
    if tag not in ("nr", "nrfg", "nrt", "nz", "zg", "x", "ng", "n", "v", "vg", "m", "q") or len(word) > 4:
        return False
    if len(word) > 1 and tag not in ("nr", "nrfg", "nrt"):
        return False
    return word[0] in _SURNAMES or bool(_DOUBLE.match(word))


def places(text: str) -> list[Found]:
    """Names of places in Chinese `text`: words the dictionary knows as such, those that touch as one; "
    "transcribed names."""
    found: list[Found] = []
    for word, tag, start in placed(text):
        end = start + len(word)
        touching = bool(found) and found[-1][2] == start
        if (tag == "ns" and len(word) > 1) or (touching and _PLACE_ENDING.match(word)):
            found.append((word, start, end))
    whole = [(match.group(), match.start(), match.end()) for match in _TRANSCRIBED.finditer(text)]
    return found + whole


def bodies(text: str) -> list[Found]:
    """Companies, offices, schools, teams in Chinese `text`."""
    known = [(word, start, start + len(word)) for word, tag, start in placed(text) if tag == "nt"]
    return known + [(match.group(), match.start(), match.end()) for match in _BODY.finditer(text)]


def capitalised(text: str) -> list[Found]:
    """Runs of capitalised words in English `text`, without the small words that begin a sentence."""
    found: list[Found] = []
    for match in _CAPITALS.finditer(text):
        start, words = match.start(), match.group().split(" ")
        while words and words[0].lower() in _OPENERS:
            start += len(words[0]) + 1
            words = words[1:]
        if words:
            found.append((text[start : match.end()].lower(), start, match.end()))
    return found


@lru_cache(maxsize=64)
def placed(text: str) -> tuple[tuple[str, str, int], ...]:
    """The words of Chinese `text` with their parts of speech and where each begins; remembered."""
    found, place = [], 0
    for word, tag in tagged(text):
        found.append((word, tag, place))
        place += len(word)
    return tuple(found)
