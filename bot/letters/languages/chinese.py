"""Letter questions in Simplified Chinese. Its own words stand in quotes; Latin ones show where they end."""

from bot.letters.languages.language import Language, Rules, words
from bot.letters.names import NAME_LISTS

_PARTS = {
    "KIND": "(英文单词|英语单词|单词|词语|名字|词)",
    "QUOTING": "({KIND})?{QUOTED}(这个?({KIND}|句子|句话))?",
    "NAMED": "<named:{BARE}这个?{KIND}|(英文单词|英语单词|单词){BARE}>",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "WITHIN": "在?({TEXT})(里面|里边|里头|里|当中|之中|中)",
    "LETTER": "<said:字母|汉字|字>({SINGLE}|{QUOTED_LETTER})|({SINGLE}|{QUOTED_LETTER})(<said:这个字母|这个字|字>)?",
    "ALL": "(,?(一共|总共|到底|共))?",
    "MANY": "(几|多少)",
    "APPEARS": "出现(了|过)?{MANY}(次|回)",
    "HAS": "(包含|含有|含|带有|带|有)",
    "HAS_NOT": "<without:没有|不包含|不含有|不含|不带>",
    # What a country has that is in quotes may be a king.
    "NAMES": "<naming:的?(名字|名称)|名>(里面|里|中|当中)?",
    "HAVING": "({HAS}|{HAS_NOT}){LETTER}",
    "HAVING_SAID": "({HAS}|{HAS_NOT})(<said:字母|汉字|字>({SINGLE}|{QUOTED_LETTER})|({SINGLE}|{QUOTED_LETTER})"
    "<said:这个字母|这个字|字>)",
    "NAMES_HAVING": "({NAMES}{HAVING}|(里面|里|中)?{HAVING_SAID})",
    "COUNT": "(数一数|数一下|数数|数)",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "(把|将)({TEXT})(倒过来|反过来|倒着|颠倒过来|倒序|反转)(写|拼|念|读)(一遍|一下|出来)?",
            "({TEXT})(倒过来|反过来|倒着)(怎么)?(写|拼|念|读)(是什么|是)?",
            "(把|将){WORD}(倒过来|反过来|颠倒过来|倒序|反转)(排列)?",
            "{WORD}(倒过来|反过来)(是什么|是)",
            "(反转|颠倒|倒写){WORD}",
        ),
    ),
    (
        "spell",
        (
            "<spelling:拼写|拼写一下|拼出|拼一下>({TEXT})",
            "({TEXT})<spelling:怎么|如何|怎样>(拼写|拼)",
            "(逐个字母|一个字母一个字母|逐字母)地?(拼出|拼写|写出)({TEXT})",
            "(把|将)({TEXT})(逐个字母|一个字母一个字母|逐字)地?(拼|写|读)(出来)?",
        ),
    ),
    (
        "length",
        (
            "({TEXT}){ALL}(有|由)?{MANY}个(英文)?字母(组成|构成)?",
            "({WITHIN}){ALL}有{MANY}个(英文)?字母",
            "({QUOTING})里?{ALL}有?{MANY}个<characters:汉字|字>",
            "({TEXT})的字母(数|个数|数量)(是多少|是几)?",
        ),
    ),
    (
        "which",
        (
            "(有)?哪些({LISTED}){NAMES_HAVING}",
            "美国有?哪些(?=州)({LISTED}){NAMES_HAVING}",
            "({LISTED})(里面|里|中|当中),?有?哪些{NAMES_HAVING}",
            "<naming:名字|名称>(里面|里|中)?{HAVING}的({LISTED})(有|是)(哪些|什么)",
            "(列出|列举|说出)(所有)?<naming:名字|名称>(里面|里|中)?{HAVING}的({LISTED})",
        ),
    ),
    ("how_many_of", ("有?{MANY}个({LISTED}){NAMES_HAVING}",
                     "<naming:名字|名称>(里面|里|中)?{HAVING}的({LISTED})有{MANY}个")),
    (
        "count",
        (
            "({WITHIN}){ALL}(有|包含|含有|出现了?){MANY}个{LETTER}",
            "({TEXT}){ALL}(有|包含|含有){MANY}个{LETTER}",
            "{LETTER}({WITHIN}){ALL}{APPEARS}",
            "({WITHIN})的?{LETTER}{ALL}({APPEARS}|有{MANY}个)",
            "{COUNT}({WITHIN})(有{MANY}个|的){LETTER}",
            "({WITHIN})的?{LETTER}的(个数|数量|次数)(是多少|是几)?",
        ),
    ),
    (
        "contains",
        (
            "({WITHIN})(有没有|是否有|是否包含|是否含有|有无){LETTER}",
            "({WITHIN})(有|包含|含有|含){LETTER}吗",
            "({TEXT})(包含|含有|含){LETTER}吗",
            "({TEXT})(是否包含|是否含有|有没有包含|包不包含|有没有){LETTER}",
            "{LETTER}({WITHIN})吗",
        ),
    ),
)  # fmt: skip
_STATES = """
亚拉巴马 阿拉斯加 亚利桑那 阿肯色 加利福尼亚 科罗拉多 康涅狄格 特拉华 佛罗里达 佐治亚 夏威夷 爱达荷 伊利诺伊
印第安纳 艾奥瓦 堪萨斯 肯塔基 路易斯安那 缅因 马里兰 马萨诸塞 密歇根 明尼苏达 密西西比 密苏里 蒙大拿 内布拉斯加
内华达 新罕布什尔 新泽西 新墨西哥 纽约 北卡罗来纳 北达科他 俄亥俄 俄克拉何马 俄勒冈 宾夕法尼亚 罗得岛 南卡罗来纳
南达科他 田纳西 得克萨斯 犹他 佛蒙特 弗吉尼亚 华盛顿 西弗吉尼亚 威斯康星 怀俄明
"""
_ELSEWHERE = words("""
    pi
    english chinese japanese alphabet email e-mail mail message word words text title pinyin letter nba ai gpt
    chatgpt unicode ascii
""")
CHINESE = Language(
    code="zh",
    name="Chinese",
    rule="请把词和字母都放在引号里，这样提问：",
    example="“strawberry”里有几个“r”？",
    clue=r"(?:几|多少|哪些|吗|有没有|是否|怎么|如何|怎样|拼|倒|反转|反过来|包含|的个数|数量|列出)",
    parts=_PARTS,
    rules=_RULES,
    openings="请问|你好|您好|嗨|嘿|大家好|请|麻烦(你|您)?|那么|那|问一下|想问一下|我想知道|你知道|你能告诉我|能告诉我|"
    "可以告诉我|告诉我|请告诉我|帮我(数一下|数数|看看|看一下)?",
    tails="谢谢(你|您)?|多谢|只(回答|要|说)(一个)?数字|呢|啊|呀|好吗|哈哈+|回答是或否",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:美国的?)?州",
        "months": r"月份",
        "days of the week": r"星期几?",
        "planets": r"(?:太阳系的?)?行星",
        "continents": r"大洲",
        "colours": r"颜色",
        "countries": r"国家",
    },
    names={
        "US states": {
            english: f"{name}州" for english, name in zip(NAME_LISTS["US states"].names, _STATES.split(), strict=True)
        },
        "planets": {
            "Mercury": "水星", "Venus": "金星", "Earth": "地球", "Mars": "火星", "Jupiter": "木星", "Saturn": "土星",
            "Uranus": "天王星", "Neptune": "海王星",
        },
        "continents": {
            "Africa": "非洲", "Antarctica": "南极洲", "Asia": "亚洲", "Australia": "大洋洲", "Europe": "欧洲",
            "North America": "北美洲", "South America": "南美洲",
        },
        "colours": {
            "Black": "黑色", "White": "白色", "Red": "红色", "Green": "绿色", "Yellow": "黄色", "Blue": "蓝色",
            "Brown": "棕色", "Purple": "紫色", "Pink": "粉色", "Orange": "橙色", "Grey": "灰色",
        },
    },
    spaced=False,
)  # fmt: skip
