"""Letter questions in Japanese. Its own words stand in quotes; Latin and Katakana words show where they end."""

from bot.letters.languages.language import Language, Rules, words
from bot.letters.names import NAME_LISTS

_PARTS = {
    "KIND": "(英単語|単語|言葉|名前|文字列|文)",
    "QUOTING": "({KIND}の?)?{QUOTED}(という{KIND})?",
    "NAMED": "<named:{BARE}という{KIND}|(英単語|単語)の?{BARE}>",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "WITHIN": "({TEXT})(の中)?に(は)?,?|({TEXT})の中で(は)?,?",
    "LETTER": "<said:文字の?>({SINGLE}|{QUOTED_LETTER})|({SINGLE}|{QUOTED_LETTER})(<said:という文字|の文字|の字>)?",
    "HOW": "(全部で|合計)?(いくつ|何個|何回|何文字|何度|なんこ|何つ)",
    "ARE": "(あるか|あります|ありますか|あるの|ある|入っている|入っています|入っていますか|入っているか|入ってる|"
    "含まれている|含まれています|含まれていますか|含まれますか|含まれるか|含まれているか|出てくる|出てきます|出てきますか|"
    "出てくるか|出ますか|現れる|現れます|現れますか|登場しますか|使われていますか|ですか|でしょうか)",
    "IS_THERE": "(含まれますか|含まれていますか|含まれているか|含まれるか|含まれてる|入っていますか|入っているか|"
    "入ってる|入りますか|ありますか|あるか|あるの)",
    "LIST": "{LISTED}",
    "HAVING": "(<naming:名前に(は)?>)?{LETTER}(が|を|の)(含む|含まれる|含まれている|含んでいる|入る|入っている|つく|"
    "<without:含まない|含まれない|含まれていない|入らない|入っていない|つかない>)|"
    "<naming:名前に(は)?>{LETTER}(が|の)(ある|<without:ない>)",
    "WHICH": "は?,?(どれ|何|なに|どこ)?(ですか|でしょうか|がありますか)?|"
    "を(全部|すべて)?(教えて|挙げて|列挙して)(ください)?",
    "ASK": "(は(何|なん|どう|どれ)?(ですか|でしょうか|書きますか)?|を教えて(ください|下さい)?|教えて)?",
    "BACKWARDS": "(逆から|逆に|逆さまに|逆さに|逆順に|逆順で|後ろから|うしろから|反対から)",
    "DO": "(読むと|読んだら|読んで|書くと|書いて|<turned:して|すると|したら|並べて|並べると>|言うと|言って)"
    "(ください|下さい|,)?(何|なに|どう)?(ですか|なりますか|なる|になりますか|になる|でしょうか)?",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "({TEXT})を{BACKWARDS}{DO}",
            "({TEXT})は{BACKWARDS}(読むと|書くと)(何|どう)(ですか|なりますか|なる)?",
            "{QUOTING}の逆(読み|さ読み)?は?(何|なん)?(ですか)?",
        ),
    ),
    (
        "spell",
        (
            "({TEXT})の<spelling:スペル|スペリング|綴り|つづり>{ASK}",
            "({TEXT})は?<spelling:どう>(綴りますか|綴る|綴るの|綴るんですか|つづりますか)",
            "({TEXT})を(一文字ずつ|1文字ずつ|一字ずつ)(書いて|読んで|言って|綴って)(ください|下さい)?",
        ),
    ),
    (
        "length",
        (
            "({TEXT})は,?(全部で)?<characters:何文字>(ですか|ありますか|あります|ある|あるの|でしょうか)?",
            "({TEXT})の<characters:文字数>(は,?(いくつ|何|何文字)?(ですか|ありますか)?|を(教えて|数えて)(ください)?)?",
        ),
    ),
    (
        "which",
        (
            "({LIST})(の中|のうち|の名前|の名前の中)?(で|に)(は)?,?{HAVING}(もの|の)({WHICH})",
            "{HAVING}({LIST})({WHICH})",
            "どの({LIST})(の名前)?に{LETTER}(が|は)({IS_THERE})",
        ),
    ),
    (
        "how_many_of",
        (
            "{HAVING}({LIST})は,?(いくつ|何個|何カ国|何か国|何州|何曜日)(ありますか|ある|あるの|ですか)?",
            "({LIST})(の中|のうち)?で,?{HAVING}(もの|の)は,?(いくつ|何個|何カ国|何州)(ありますか|ある|ですか)?",
        ),
    ),
    (
        "count",
        (
            "({WITHIN}){LETTER}(は|が|って){HOW}{ARE}?",
            "({WITHIN})({HOW})の?{LETTER}が(ありますか|入っていますか|含まれていますか)",
            "{LETTER}は,?({WITHIN}){HOW}{ARE}?",
            "({TEXT})の(中の)?{LETTER}(の(数|個数|回数)(は(いくつ|何個)?(ですか)?|を(数えて|教えて)(ください)?)?|は{HOW}{ARE}?)",
            "({TEXT})の(中の)?{LETTER}を数えて(ください|下さい)?",
        ),
    ),
    (
        "contains",
        (
            "({WITHIN}){LETTER}(は|が){IS_THERE}",
            "{LETTER}は({WITHIN}){IS_THERE}",
            "({TEXT})(は|が){LETTER}を(含みますか|含むか|含んでいますか|含んでいるか)",
        ),
    ),
)  # fmt: skip
_STATES = """
アラバマ アラスカ アリゾナ アーカンソー カリフォルニア コロラド コネチカット デラウェア フロリダ ジョージア ハワイ
アイダホ イリノイ インディアナ アイオワ カンザス ケンタッキー ルイジアナ メイン メリーランド マサチューセッツ
ミシガン ミネソタ ミシシッピ ミズーリ モンタナ ネブラスカ ネバダ ニューハンプシャー ニュージャージー ニューメキシコ
ニューヨーク ノースカロライナ ノースダコタ オハイオ オクラホマ オレゴン ペンシルベニア ロードアイランド
サウスカロライナ サウスダコタ テネシー テキサス ユタ バーモント バージニア ワシントン ウェストバージニア
ウィスコンシン ワイオミング
"""
_ELSEWHERE = words("""
    pi
    カタカナ ヒラガナ ローマ アルファベット ローマ字 ツイート ツイッター メール メッセージ パスワード ページ
    レポート コメント タイトル テキスト グラム メートル リットル キロ センチ ミリ トン ドル ユーロ ポンド パーセント
    english japanese chinese alphabet twitter tweet line sns mail email e-mail message password word text title
    kanji hiragana katakana romaji
""")
JAPANESE = Language(
    code="ja",
    name="Japanese",
    rule="言葉も文字も、それぞれ「」に入れて、次のように聞いてください。",
    example="「いちご」に「い」はいくつありますか？",
    clue=r"いくつ|何(?:文字|個|回|度|つ|カ国|州)|文字数|の数|数えて|含(?:ま|み|む|ん)|ますか|るか|スペル|スペリング|綴|つづり|"
    r"逆|後ろから|うしろから|(?:一|1)文字ずつ|一字ずつ|どの|どれ|教えて",
    parts=_PARTS,
    rules=_RULES,
    openings="すみません|すいません|こんにちは|こんばんは|おはよう(ございます)?|ねえ|ねぇ|やあ|もしもし|質問です|質問|"
    "教えて(ください|ほしい)?|ちなみに|えっと|あの|では|じゃあ|ところで|クイズ",
    tails="(を)?教えて(ください|下さい|ほしい|くれますか)?|お願いします|おねがいします|ありがとう(ございます)?|"
    "数字だけ(で)?(答えて(ください)?)?|(笑|w)|わかりますか|かな",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:アメリカ(?:合衆国)?|米国)の(?:50)?州名?",
        "days of the week": r"曜日",
        "planets": r"(?:太陽系の)?惑星",
        "continents": r"大陸",
        "colours": r"色",
        "countries": r"(?:世界の)?国名?",
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
            "Africa": "アフリカ大陸", "Antarctica": "南極大陸", "Asia": "アジア大陸", "Australia": "オーストラリア大陸",
            "Europe": "ヨーロッパ大陸", "North America": "北アメリカ大陸", "South America": "南アメリカ大陸",
        },
        "colours": {
            "Black": "黒", "White": "白", "Red": "赤", "Green": "緑", "Yellow": "黄色", "Blue": "青", "Brown": "茶色",
            "Purple": "紫", "Pink": "ピンク", "Orange": "オレンジ", "Grey": "灰色",
        },
    },
    spaced=False,
)  # fmt: skip
