"""Letter questions in German."""

from bot.letters.languages.language import Language, Rules, words

_PARTS = {
    "THE": "(das|dem|der|den|diesem|dieses|dieser|folgende[ns]?|folgendem|dem folgenden)",
    "KIND": "(wort|wortes|begriff|namen?|ausdruck)",
    "QUOTING": "(({THE} )?({KIND}|satz|text|titel):? )?{QUOTED}",
    "NAMED": "<named:({THE} )?{KIND}>:? {BARE}",
    # What is in quotes may be a film, or a song.
    "THE_WORD": "({THE} )?{KIND}:? {QUOTED}|{NAMED}",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "IN": "in {TEXT}|im ({KIND}|satz|text|titel):? {QUOTED}|<named:im {KIND}>:? {BARE}",
    "ONE": "(ein|eine|einen|einem|irgendein|das|der|den|dem|mindestens ein)",
    "NO": "<without:kein|keine|keinen|nicht den|nicht das>",
    "LETTER_NOUN": "<said:(kleinen? |großen? )?buchstaben?>",
    # Without an article or a noun it may be a grade, a size or the beginning of something.
    "SURE": "{ONE} {SINGLE}|({ONE} )?{LETTER_NOUN} ({SINGLE}|{QUOTED_LETTER})|({ONE} )?<said:{QUOTED_LETTER}>",
    "NONE": "{NO} ({LETTER_NOUN} )?({SINGLE}|{QUOTED_LETTER})",
    "LETTER": "({ONE} )?({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "LETTERS": "({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "MANY": "(wie ?viele?)",
    "OFTEN": "wie (oft|häufig|viele male?)",
    "ARE": "(sind|gibt es|gibt's|stecken|kommen|stehen|befinden sich|finden sich|hat es|siehst du)( eigentlich| denn)?",
    "IS_IN": "(enthalten|drin|vor|zu finden)",
    "HAS": "(hat|enthält|besitzt|beinhaltet|umfasst|zählt)",
    "COMES": "(kommt|steckt|steht|ist|erscheint|befindet sich|findet sich)",
    "COMING": "(vorkommt|vorkommen|enthalten ist|enthalten sind|ist|sind|steckt|stecken|steht|stehen|auftaucht|"
    "erscheint|zu finden ist|zu finden sind)",
    "LIST": "(der |die |von den )?{LISTED}",
    "HAVE": "(enthalten|haben|beinhalten|besitzen)",
    "IN_NAME": "( <naming:im namen|in ihrem namen>)?",
    "HAVING": "{HAVE} ({SURE}|{NONE}){IN_NAME}|<starts:(beginnen|starten|fangen)> mit {LETTER}( an)?|"
    "<ends:enden> (mit|auf) {LETTER}",
    "THAT": "die ({SURE}|{NONE}){IN_NAME} {HAVE}|die mit {LETTER} (<starts:(beginnen|anfangen)>|<ends:enden>)|"
    "mit ({ONE} )?({LETTER_NOUN} )?({SINGLE}|{QUOTED_LETTER}){IN_NAME}",
    "SHOW": "(schreibe?|buchstabiere?|lies|lese|nenne?|zeige?)( mir)?( mal)?( bitte)?",
    "BACKWARDS": "(rückwärts|von hinten( nach vorne?)?|verkehrt herum|andersherum)",
    "SPELL": "(buchstabiere?)( mir)?( mal)?( bitte)?",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "{SHOW} {TEXT} {BACKWARDS}( auf)?",
            "(was|wie) (ist|ergibt|heißt|lautet|wäre|liest sich) {TEXT} {BACKWARDS}( gelesen| geschrieben)?",
            "wie (schreibt|buchstabiert|liest) man {TEXT} {BACKWARDS}",
            "wie wird {TEXT} {BACKWARDS} (geschrieben|buchstabiert|gelesen)",
            "(drehe?|kehre?)( bitte)? {THE_WORD}( bitte)? um",
            "{QUOTING} {BACKWARDS}( schreiben| buchstabieren| lesen)?",
            "{TEXT} {BACKWARDS} (schreiben|buchstabieren)",
            "(was ist |wie lautet )?die umkehrung (von|des wortes) {QUOTING}",
        ),
    ),
    (
        "spell",
        (
            "{SPELL} {TEXT}( buchstabe für buchstabe)?",
            "{TEXT}( bitte)? buchstabieren",
            "wie (buchstabiert man|buchstabiere ich|buchstabierst du) {TEXT}",
            "wie wird {TEXT} buchstabiert",
            "wie (schreibt man|schreibe ich|schreibt sich) {WORD}",
            "wie wird {WORD} geschrieben",
            "{SHOW} {TEXT} (buchstabe für buchstabe|in einzelnen buchstaben)( auf)?",
        ),
    ),
    (
        "length",
        (
            "{MANY} buchstaben {HAS}( eigentlich| denn)? {TEXT}",
            "{MANY} buchstaben( {ARE})? {IN}( {IS_IN})?",
            "{MANY} buchstaben {TEXT} {HAS}",
            "{MANY} buchstaben lang ist {TEXT}",
            "aus {MANY}n? buchstaben besteht {TEXT}",
            "<long:wie lang> ist {WORD}",
            "(was|wie groß|wie) ist die länge (von {QUOTING}|des {KIND} {QUOTED}|<named:des {KIND}> {BARE})",
            "{TEXT} {HAS} {MANY} buchstaben",
            "(zähle?)( mal)?( bitte)? (alle |die )buchstaben {IN}",
            "(die )?(anzahl|zahl) der buchstaben {IN}",
        ),
    ),
    ("which", ("welche {LIST} {HAVING}", "in welchen {LIST} {COMES} ({SURE}|{NONE})( {IS_IN})?",
               "in welchen {LIST} gibt es ({SURE}|{NONE})",
               "(nenne?|liste|zeige?|gib|sage?|suche?)( mir)?( bitte)? (alle )?{LIST}( auf)?,? {THAT}")),
    ("how_many_of", ("{MANY} {LIST} {HAVING}", "in {MANY}n {LIST} {COMES} ({SURE}|{NONE})( {IS_IN})?")),
    (
        "count",
        (
            "{MANY} {LETTERS} {HAS}( eigentlich| denn)? {TEXT}",
            "{MANY} {LETTERS}( {ARE})? {IN}( {IS_IN})?",
            "{MANY} {LETTERS} {TEXT} {HAS}",
            "{MANY} {LETTERS} {IN} ({COMING}|es gibt)",
            "{OFTEN} ({COMES}|gibt es|findet man|siehst du|taucht) {LETTER} {IN}( {IS_IN}| auf)?",
            "{OFTEN} {LETTER} {IN} {COMING}",
            "{OFTEN} {HAS} {TEXT} {LETTER}",
            "(zähle?)( mal)?( bitte)?( mir)? (alle |die |das )?{LETTERS} {IN}",
            "((was|wie groß|wie hoch) ist )?(die )?(anzahl|zahl) (der|an|von|des) {LETTERS} {IN}",
            "{IN},? {MANY} {LETTERS} {ARE}( es)?",
            "{TEXT} {HAS} {MANY} {LETTERS}",
        ),
    ),
    (
        "contains",
        (
            "{HAS} {TEXT} {SURE}( drin)?",
            "{COMES} {SURE} {IN}( {IS_IN})?",
            "{COMES} {IN} {SURE}( {IS_IN})?",
            "gibt es ({SURE} {IN}|{IN} {SURE})",
            "ob {TEXT} {SURE} {HAS}",
            "ob ({SURE} {IN}|{IN} {SURE}) {COMING}",
            "ob es ({SURE} {IN}|{IN} {SURE}) gibt",
        ),
    ),
)  # fmt: skip
_ELSEWHERE = words("""
    pi gottes
    der die das den dem des ein eine einen einem einer eines kein keine es er sie wir ihr ich du man ihm ihn ihnen
    mir dir uns euch dich mich sich mein dein sein unser euer dies diese dieser dieses diesem diesen jener jenem
    jede jeder jedes jedem jeden alle allen allem alles beide beiden nichts etwas was wer wen wem wo wie wann warum
    hier dort da oben unten wort worte wörter wörtern satz sätze text texte name namen begriff titel ausdruck
    buchstabe buchstaben brief briefe post alphabet abc sprache deutsch deutschen englisch französisch spanisch
    italienisch russisch griechisch hebräisch arabisch chinesisch japanisch koreanisch latein lateinisch türkisch
    polnisch schwedisch weiter los langsam schneller laut leise deutlich nochmal wieder weg ab an vor zurück mehr
    parken einparken ausparken fahren laufen gehen gas arbeit umschlag ordnung frage klammern insgesamt total summe
    echt wirklich eigentlich nur auch noch rückwärts vorwärts heute morgen gestern gut besser richtig falsch so
    nicht schon immer nie mal bitte danke mathe sport schule minute minuten sekunde sekunden stunde stunden tag tage
    woche wochen monat monate jahr jahre meter liter gramm kilo kilogramm kilometer zentimeter millimeter euro cent
    pfund tonne zoll meile gallone gallonen unze unzen fieber prozent million milliarde tausend
""")
GERMAN = Language(
    code="de",
    name="German",
    rule="Setz das Wort in Anführungszeichen, und frag so:",
    example="Wie viele r sind in „Erdbeere“?",
    clue=r"\b(?:wie|wieviele?|welchen?|enthält|hat(?=[^\n]{1,80} (?:ein|den|das|buchstaben?) )|besitzt|kommt|"
    r"steckt|steht|gibt|ist|ob|anzahl|buchstab\p{L}*|schreibe?|drehe?|kehre?|zähle?|nenne?|zeige?|rückwärts)\b",
    parts=_PARTS,
    rules=_RULES,
    openings="(hallo|hey|hi|moin|servus|na|guten (tag|morgen|abend))( (strawberry|bot|zusammen|leute|du))?|"
    "(ok|okay|also|so|nun|und|aber|übrigens|gut|bitte|danke|ähm|hm|frage|noch eine frage|kurze frage|mal eine frage)|"
    "sag mal|sage?( mir)?( mal)?( bitte)?(?= (wie|ob|welche))|(kannst|könntest|würdest) du( mir)?( bitte)?( mal)?"
    "( (sagen|verraten|zählen))?|weißt du( denn)?|ich (frage mich|möchte wissen|wüsste gern|will wissen)|"
    "sag(e)?( mir)?( mal)?( bitte)?(?=,)|rate mal",
    tails="bitte|bitte schön|danke( schön| dir| sehr| im voraus)?|vielen dank|(antworte )?(bitte )?nur (mit )?"
    "((der|einer|die|eine) )?(zahl|antwort)|(antworte )?(bitte )?(nur )?(mit )?ja oder nein|was meinst du|"
    "weißt du das|genau|denn|eigentlich|lol|haha",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:(?:50|fünfzig) )?(?:us-?(?:amerikanischen? )?(?:bundes)?|amerikanischen? (?:bundes)?|bundes)"
        r"staaten(?: (?:der|in den) (?:usa|vereinigten staaten)| von amerika)?",
        "months": r"(?:(?:12|zwölf) )?monaten?(?: des jahres)?",
        "days of the week": r"(?:(?:7|sieben) )?(?:wochentagen?|tagen? der woche)",
        "planets": r"(?:(?:8|acht) )?planeten(?: (?:im|des|unseres) sonnensystems?)?",
        "continents": r"(?:(?:7|sieben) )?(?:kontinenten?|erdteilen?)",
        "colours": r"(?:grund)?farben",
        "countries": r"ländern?(?: der (?:welt|erde))?|staaten der (?:welt|erde)",
    },
    names={
        "US states": {"California": "Kalifornien"},
        "planets": {"Mercury": "Merkur", "Earth": "Erde", "Neptune": "Neptun"},
        "continents": {
            "Africa": "Afrika", "Antarctica": "Antarktika", "Asia": "Asien", "Australia": "Australien",
            "Europe": "Europa", "North America": "Nordamerika", "South America": "Südamerika",
        },
        "colours": {
            "Black": "Schwarz", "White": "Weiß", "Red": "Rot", "Green": "Grün", "Yellow": "Gelb", "Blue": "Blau",
            "Brown": "Braun", "Purple": "Lila", "Pink": "Rosa", "Orange": "Orange", "Grey": "Grau",
        },
    },
)  # fmt: skip
