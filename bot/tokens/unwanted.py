"""What vocabularies have learnt of betting, pornography and drugs, and nobody is to be shown unasked.

Tokenizers are trained on pages as they are found, and what those repeat most becomes tokens: of the long Chinese tokens
of o200k_base most are of this kind.

Vulgar words of English are those of better-profanity 0.7.0 (MIT), where they are the whole token and mean little else.
No list that was found knows advertisements for betting, and those of other languages hide ordinary words. Of the tokens
of o200k_base the patterns below hide some 1,100: better-profanity alone knows 101 of these, naughty-words 1.2.0
(LDNOOBW, CC-BY-4.0) 124, badwords-py 3.0.0 128, safetext 0.3.3 140, and glin-profanity 4.1.0 (all MIT) 113; and they
would hide from 305 to 993 others, among them “God”, “nicht”, “con”, “fan”, “am”, “game” and “http”. So the patterns are
Strawberry's own, made by reading the tokens of o200k_base, cl100k_base and smollm2; a test holds some of each against
them.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Protocol, TypeVar

_CHINESE = (
    "彩票|[神六分五星]彩|时时彩|彩神|彩[网经金]|彩(?:大发|娱乐|种)|购彩|福利彩|快三|大发(?!展$)|北京赛车|极速赛车|赛马会|马会|北京pk"
    "|江苏快|双色球|大乐透|投注|开奖|中奖|了?一等奖|领奖|赌|博彩|竞彩|棋牌|百家乐|ag真人|pc蛋蛋|幸运飞艇|申博|太阳城|威尼斯人|一肖"
    "|特码|白小姐|心水论坛|二四六|六合|东方心经|红黑大战|助赢|期开|天天(?:中|爱|彩|送|乐|买|赢|购|种|好|大)|人人中|娱乐(?!$|圈)|(?:国际|官网|代理|线上)娱乐|招商主管"
    "|提现|开[户号](?:网|链|地|注)|注册(?:网|链|地)|总代理?|平台(?:注册|代理|官网|开|可靠|招商|主管|直属)|游戏(?:平台|官网)"
    "|官网(?:开户|下载)|bet(?:体育|官网)|大神推荐|大小(?:单双|规律)|(?:计划|预测)软件|(?:合法|正规|真|可靠|骗人)的?[吗么]"
    "|是真是假|真的假的|凤凰大参考"
    "|毛片|无码|一本道|成人(?!$)|人成视频|国产(?:自拍|综合|视频|成人)|国产精品|精品(?:国产|视频|在线|一区)|一区二区|黄色(?:录|网|片|视)|色情|情色"
    "|三级(?:片|$)|特黄|做爰|亚洲(?:av|男人|国产|精品|人成|日韩|欧美|综合|视频)|欧美日韩|日韩(?:在线|欧美)|中文(?:字幕|日韩)|久久"
    "|人人[爽摸碰]|夫妻性|性[爱交]|午夜福利|福利视频|影音先锋|先锋影音|奇米影视|米奇影视|大香|香蕉伊人|丁香五月|五月丁香|婷婷五月|五月婷婷"
    "|青青草|老司机|男人的?天堂|波多野|多野结|人[妻體]|熟女|偷拍|自拍|淫|啪|俺去也|第四色|超碰|色综合|变态另类|伦理电影|a级|一级[a特毛片]|综合在线"
    "|手机看片|在线(?:看片|观看|播放|视频|精品|影院|电影|国产|av)|(?:视频|高清|免费|网站)(?:免费|观看|在线|视频|人成|精品|播放|网站)"
    "|片在线|高清.|.高清|在線觀看|不卡|热在线|热这里|只有?精品|热久久|av(?:视频|不卡|无码|在线|电影)"
)
_OTHERS = (
    "พนัน|คาสิโน|สล็อต|บาคาร่|แทงบอล|หวย|เดิมพัน|เครดิตฟรี|ฟรีเครดิต|อตเตอรี่|กินแบ่ง|ทีเด็ด|(?:ผล|ดู|วิเคราะห์|ตาราง)บอล"
    "|บอล(?:สด|ออนไลน์)|เงินไทยฟรี|ลองใช้ฟรี|ทะเบียนฟรี|เงินบาท|ต้องฝาก|ได้เงินจริง|เล่นฟรี"
    "|카지노|바카라|도박|토토|출장|안마|섹스|アダルト|エロ|セックス|無修正"
    "|cược|xổ số|казино|букмекер|порно|секс|эрот|सेक्स|سكس"
)
_LATIN = (
    "cass?ino|kasino|togel|slotxo|jackpot|gambl(?:e|ing)|^bett(?:ing|ors?)$|porn|xnxx|xvideo|hentai|blowjob|handjob|^erot(?!as)"
    "|milf(?!ord)|^viagra|^cialis$|^escorts?e?$|^nackte?$|^nud[ei]|fetish|^(?:anal|al|en)?sex(?!t(?:a|o|et|an)?s?$|is[mt]|p$)"
    "|^masturbat|^fuck|^shit|^heroin$|cocain|^(?:meth)?amphetamin|fentanyl|marijuana|cannabis|^(?:dicks|ecstasy|ketamine|mdma|lsd)$"
)
_ORDINARY = frozenset(
    """
    arian aryan breasts clitoris cowgirl crotch dink dogging dong drunk dummy dyke dykes ejaculation enlargement
    erect erection facial faig fanny fart fat fingering flange foobar foreskin gae gai ganja gay gays gey god
    guido hell hemp herpes hitler hiv homey homo hookah hoor hooter hore hump inbred jackass jerk jerked junkie
    kill kkk klan knob kum labia lech len leper lesbian lesbians lez loin loins lube lust lusty massa maxi
    menstruation meth moron muff murder nad nads naked napalm nappy nazi nazism negro nob omg opiate oral orally
    organ ovary paddy pasty pawn pcp pedo pee penetrate penetration penile pms pollock poop pot potty pron
    prostitute pubic puss queer racy rectal rectum reich revue rum rump screw screwed scrotum scum seaman seamen
    seduce semen shag sissy slave sleazy slope snatch sniper snuff sodom spac sperm steamy stoned strip stroke
    stupid suck sucked sucking tampon tard teat terd teste testes testicle thrust thug titi titt toke tramp
    transsexual trashy tush ugly undies urinal urine uterus uzi vag valium virgin vixen vodka vomit vulgar vulva
    wad wang weed weiner weirdo whitey whiz willy womb woody xx
    """.split()  # noqa: SIM905 - shorter than as many strings
)
"""Words of better-profanity that mean other things more often: people, parts of the body, words of other tongues."""
_UNWANTED = re.compile(f"{_CHINESE}|{_OTHERS}|{_LATIN}")  # by `regex` it takes four times as long
_AROUND = "\ufeff_＿￣,.-+( \t\n"
"""What may stand around a word in its token."""


class _HasText(Protocol):
    @property
    def text(self) -> str | None: ...


T = TypeVar("T", bound=_HasText)


def unwanted(text: str) -> bool:
    """Whether a token's text is of an advertisement for betting or pornography, or a word of either or of drugs.

    >>> unwanted(" 天天中彩票"), unwanted("PornHub"), unwanted(" Essex"), unwanted(" 生命周期")
    (True, True, False, False)
    """
    word = text.strip(_AROUND).casefold()
    return word in _vulgar() or bool(_UNWANTED.search(word))


@cache
def profanity() -> frozenset[str]:
    """The words of better-profanity, in lower case.

    >>> "strawberry" in profanity()
    False
    """
    return frozenset((files("better_profanity") / "profanity_wordlist.txt").read_text(encoding="utf-8").split("\n"))


@cache
def _vulgar() -> frozenset[str]:
    return profanity() - _ORDINARY - {""}


def without_unwanted(tokens: Iterable[T], number: int) -> tuple[list[T], int]:
    """The first ``number`` of ``tokens`` that are not unwanted, and how many of those on the way are.

    >>> from bot.tokens.decode import Entry
    >>> some = [Entry(1, b" casino"), Entry(2, b"straw"), Entry(3, b"porn"), Entry(4, b"berry"), Entry(5, b"pie")]
    >>> kept, hidden = without_unwanted(some, 2)
    >>> [entry.id for entry in kept], hidden
    ([2, 4], 2)
    """
    kept: list[T] = []
    hidden = 0
    for each in tokens:
        if len(kept) == number:
            break
        if each.text is not None and unwanted(each.text):
            hidden += 1
        else:
            kept.append(each)
    return kept, hidden
