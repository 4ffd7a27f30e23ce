"""Which bare words are taken for a text to be looked at. Whatever may be meant otherwise in a chat is refused."""

import regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They point at something, or are no text by themselves.
_POINTING = _words("""
    it this that these those they them him her he she you u yourself myself themselves itself me us we i everything
    anything something nothing everyone everybody anyone someone all both each more less again further better yes no why
    how what when where who which whom whose and or but so then please thanks now here there not any some stuff thing
    everyday ok okay well properly correctly simply briefly quickly slowly fast
""")
# What is explained, or read, in a chat without anything being tokenized.
_SUBJECTS = _words("""
    love death life god time money sex war peace crypto bitcoin ethereum blockchain inflation brexit capitalism python
    javascript java rust golang kotlin swift docker linux windows github kubernetes react typescript excel chess cricket
    baseball football soccer tennis golf poker rugby yoga karma zen tax memes meme irony sarcasm humour humor jazz art
    history music english french german spanish latin math maths maths algebra calculus physics chemistry biology
    geometry trigonometry statistics grammar syntax internet wifi bluetooth radio radar laser lasers energy power force
    mass light heat sound weather climate rain snow thunder lightning rainbow rainbows tides moon sun stars space
    universe matter antimatter atom atoms cell dna rna gene genes virus cancer diabetes covid vaccine sleep dreams pain
    fear anger happiness joy trust faith hope culture language law justice freedom marriage divorce school college
    homework life work business marketing stock stocks bonds interest credit debt insurance rent dark black white
    fire water air earth wind magic time-travel machine learning itself yourself overfitting transformer transformers
    chatgpt claude gemini llama openai google discord nitro twitch reddit twitter tiktok minecraft fortnite roblox
    coffee tea wine beer milk cheese bread meat rice sugar salt oil gold silver iron steel glass paper plastic wood hair
    blood skin food alcohol vodka whisky smoke dust sand grass cotton wool rubber concrete copper uranium helium oxygen
    hydrogen carbon nitrogen plasma entropy enthalpy momentum inertia friction torque voltage regex json html yaml
    unicode ascii latex markdown emacs bash node perl haskell lisp quantum string-theory calories protein nato brexit
    pokemon anime manga jokes joke riddle riddles rules rule game games plot story ending meaning question answer
    problem solution error code bug bugs message messages mistake mistakes result results picture image context
""")
_READ = _words("""
    music minds mind books book text texts code messages message maps map palms palm tarot poetry braille images image
    pictures picture people faces face emotions sheet news time clock clocks files file words word sentences sentence
    letters letter numbers number digits emoji emojis tokens data pdf pdfs links link urls websites websites charts
    graphs labels signs signals lips handwriting cursive hieroglyphs runes morse minds thoughts novels manga comics
    english french german spanish italian portuguese dutch polish russian ukrainian turkish greek arabic hebrew persian
    hindi urdu bengali tamil thai vietnamese chinese japanese korean mandarin latin swedish norwegian danish finnish
    czech hungarian romanian indonesian swahili esperanto aloud backwards silently quickly stories tables input prompts
    prompt questions memes between dice cards chat chats history mail email emails
""")
_SUBJECT_LIKE = regex.compile(
    r"(?:tion|sion|ism|ity|ety|ics|sis|logy|ment|ness|ance|ence|ancy|ency|acy|cracy|ship|dom|hood|ing|phy|omy|nomics|"
    r"ture|ware|coin|chain|base)$"
)
_BEGINNINGS = regex.compile(
    r"(?:once upon|it was (?:a|the)|there (?:was|were|once)|roses are|twinkle|to be or|the quick brown|"
    r"in the beginning|four score|humpty|mary had|jack and|the cat sat|dear|hello my name|my name is|i have a dream|"
    r"long ago|a long time ago|one day)\b"
)
_UNFINISHED = regex.compile(
    r"\b(?:is|are|was|were|am|be|been|the|a|an|of|to|and|or|in|on|at|by|with|for|from|my|your|his|her|its|our|their|like|"
    r"not|very|so|because|that|than|as|into|has|have|had|will|would|can|could|should|called|named)$"
)


def is_subject(word: str) -> bool:
    """Whether who asks to have a bare ``word`` explained may ask what it means or how it works.

    >>> is_subject("gravity"), is_subject("strawberry")
    (True, False)
    """
    lower = word.casefold()
    # A name, an abbreviation, several things: something is to be told of them.
    named = word[0].isupper() and lower != "strawberry"
    return named or len(word) < 4 or _is_plural(lower) or lower in _SUBJECTS or bool(_SUBJECT_LIKE.search(lower))


def is_read(word: str) -> bool:
    """Whether “how do you read …?” may ask for an art when a bare ``word`` follows.

    >>> is_read("music"), is_read("unbelievable")
    (True, False)
    """
    return word.casefold() in _READ or _is_plural(word.casefold())


def points(word: str) -> bool:
    """Whether a bare ``word`` points at something else rather than being the text.

    >>> points("everything")
    True
    """
    return word.casefold() in _POINTING


def is_beginning(text: str) -> bool:
    """Whether ``text`` is plainly the beginning of one, which somebody could go on writing.

    >>> is_beginning("Once upon a time"), is_beginning("the update"), is_beginning("The capital of France is")
    (True, False, True)
    """
    lower = text.casefold()
    return len(lower.split()) >= 3 and bool(_BEGINNINGS.match(lower) or _UNFINISHED.search(lower))


def _is_plural(lower: str) -> bool:
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
