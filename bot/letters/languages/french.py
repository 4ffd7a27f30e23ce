"""Letter questions in French."""

from bot.letters.languages.language import Language, Rules, words

_PARTS = {
    "KIND": "(mot|nom|terme)",
    "THE": "(le|ce|du|un|dans le|le prénom)",
    "ANY_KIND": "({KIND}|texte|phrase|prénom|expression|chaîne)",
    "QUOTING": "((le |la |ce |cette |l'|du )?{ANY_KIND}( suivante?)? ?:? ?)?{QUOTED}",
    "NAMED": "<named:(le |ce |du )?{KIND}>( ?:)? {BARE}",
    # What is in quotes may be a film, or a song.
    "THE_WORD": "(le |ce )?{KIND}( ?:)? {QUOTED}|{NAMED}",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "IN": "dans {TEXT}",
    "OF": "dans {TEXT}|de {QUOTING}|<named:du {KIND}> {BARE}|du {KIND} {QUOTED}",
    "ONE": "(une?|le|la|l'|au moins une?|des?)",
    "LETTER_NOUN": "<said:(lettres?|caractères?)>",
    # Without an article or a noun “a” and “y” are words.
    "SURE": "{ONE} ?{SINGLE}|({ONE} )?{LETTER_NOUN} ({SINGLE}|{QUOTED_LETTER})|({ONE} ?)?<said:{QUOTED_LETTER}>",
    "LETTER": "({ONE} ?)?({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "LETTERS": "({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "MANY": "combien (de |d')",
    "THERE": "(y a-t-il|y a t il|il y a|est-ce qu'il y a|trouve-t-on)",
    "THEY": "(-t-il|-t-elle|-il|-elle|-t-on)?",
    "HAS": "(contient|a|possède|comporte|compte|comprend)",
    "COMES": "(apparaît|apparait|figure|se trouve|est|est présente|revient|est utilisée)",
    "LIST": "(des |les |de |parmi les )?{LISTED}",
    "HAVE": "(contiennent|ont|comportent|possèdent|comprennent)",
    "IN_NAME": "( <naming:dans (leur|le) nom|dans leurs noms>)?",
    "HAVING": "{HAVE} ({SURE}){IN_NAME}|<without:(ne |n'){HAVE} pas> ({ONE} ?)?({LETTER_NOUN} )?"
    "({SINGLE}|{QUOTED_LETTER}){IN_NAME}|<starts:(commencent|débutent)> par {LETTER}|"
    "<ends:(finissent|se terminent|terminent)> (par|en) {LETTER}",
    "WHICH": "(quels|quelles)( sont)?",
    "GIVE": "(donne|cite|liste|énumère|nomme|trouve|dis)(-moi| moi)?( tous| toutes)?",
    "BACKWARDS": "(à l'envers|à rebours|de droite à gauche|en sens inverse)",
    "SHOW": "(écris|épelle|lis|dis|donne)(-moi| moi)?",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "{SHOW} {TEXT} {BACKWARDS}",
            "(que donne|qu'est-ce que donne|c'est quoi|que devient|quel est) {TEXT} {BACKWARDS}",
            "comment (s'écrit|se lit|s'épelle|écrit-on|on écrit|se dit) {TEXT} {BACKWARDS}",
            "(écrire|épeler|lire|dire) {TEXT} {BACKWARDS}",
            "(inverse {WORD}|(retourne|renverse) {THE_WORD})",
            "{QUOTING} {BACKWARDS}",
            "(quel est )?l'envers (du {KIND} ({QUOTED}|{BARE})|de {QUOTING})",
        ),
    ),
    (
        "spell",
        (
            "([ée]pelle)(-moi| moi)? {TEXT}( lettre par lettre)?",
            "épeler {TEXT}( lettre par lettre)?",
            "comment (épelle-t-on|on épelle|s'épelle|épelles-tu|tu épelles|épeler) {TEXT}",
            "comment (s'écrit|écrit-on|on écrit|est-ce qu'on écrit|ça s'écrit,?) {WORD}",
            "{SHOW} {TEXT} lettre par lettre",
        ),
    ),
    (
        "length",
        (
            "combien de lettres( {THERE})? {IN}",
            "combien de lettres {HAS} {TEXT}",
            "combien {THERE} de lettres {IN}",
            "{TEXT} {HAS} combien de lettres",
            "de combien de lettres (se compose|est composé|est formé) {TEXT}",
            "(quelle est )?la longueur (de {QUOTING}|du {KIND} ({QUOTED}|{BARE}))",
            "(quel est )?(le )?nombre de lettres {OF}",
            "compte les lettres {OF}",
        ),
    ),
    ("which", ("{WHICH} {LIST}( qui)? {HAVING}", "{GIVE} {LIST} qui {HAVING}",
               "dans (quels|quelles) {LIST} {THERE} {SURE}", "dans (quels|quelles) {LIST} {COMES} {SURE}")),
    ("how_many_of", ("combien de {LIST} {HAVING}", "dans combien de {LIST} {THERE} {SURE}")),
    (
        "count",
        (
            "{MANY}{LETTERS}( {THERE})? {IN}",
            "combien {THERE} (de |d'){LETTERS} {IN}",
            "{MANY}{LETTERS} {HAS} {TEXT}",
            "{MANY}{LETTERS} ({TEXT}) {HAS}",
            "combien de fois {COMES} {LETTER} {IN}",
            "combien de fois {LETTER} {COMES}{THEY} {IN}",
            "combien de fois (trouve-t-on|y a-t-il|on trouve|il y a|voit-on) {LETTER} {IN}",
            "combien de fois {TEXT} {HAS}{THEY} {LETTER}",
            "(compte|compter) (tous )?(les|le nombre (de |d')){LETTERS} {OF}",
            "(compte|compter) (tous )?les {LETTERS} {OF}",
            "compte le nombre (de |d'){LETTERS} {IN}",
            "((quel est )?le )?nombre (de |d'){LETTERS} {IN}",
            "{IN},? (combien {THERE} (de |d'){LETTERS}|{MANY}{LETTERS} {THERE})",
            "{TEXT} {HAS} {MANY}{LETTERS}",
        ),
    ),
    (
        "contains",
        (
            "{TEXT} {HAS}(-t-il|-t-elle|-il|-elle) {SURE}",
            "(est-ce que |est-ce qu'|si ){TEXT} {HAS} {SURE}",
            "{TEXT} (contient|possède|comporte) {SURE}",
            "(y a-t-il|est-ce qu'il y a|il y a|s'il y a|trouve-t-on) {SURE} {IN}",
            "{SURE} ((est|apparaît|figure|se trouve)(-t-il|-t-elle|-il|-elle)( présente?)?|apparaît|figure) {IN}",
            "{IN},? (y a-t-il|est-ce qu'il y a) {SURE}",
        ),
    ),
)  # fmt: skip
_ELSEWHERE = words("""
    pi magique clé clef entier complet correct secret suivant précédent exact propre déjà nouveau
    le la les l d qu c j m n s t un une des du de ce cet cette ces ça cela ceci celui celle mon ton son ma ta sa mes
    tes ses notre votre leur leurs je tu il elle on nous vous ils elles moi toi lui eux qui que quoi dont où quand
    comment pourquoi combien quel quelle quels quelles chaque tout toute tous toutes aucun aucune rien personne
    quelqu'un ici là mot mots phrase phrases texte textes nom noms prénom lettre lettres alphabet langue français
    anglais espagnol allemand italien portugais russe grec hébreu arabe chinois japonais coréen latin turc polonais
    suédois total vraiment aussi bien mal mieux envers hier demain aujourd'hui maintenant toujours jamais oui non
    courrier poste boîte maths classe avion lentement encore plus moins vite marcher conduire courir lire vivre
    enveloppe immeuble minute minutes seconde secondes heure heures jour jours semaine semaines mois an ans année
    années mètre mètres litre litres gramme grammes kilo kilos kilogramme kilomètre kilomètres centimètre euro euros
    dollar livre pouce mille tonne million cent
""")
FRENCH = Language(
    code="fr",
    name="French",
    rule="Mettez le mot entre guillemets et demandez ainsi :",
    example="Combien de r y a-t-il dans « fraise » ?",
    clue=r"\b(?:combien|quels|quelles|contient|contiennent|lettres?|est-ce|y a-t-il|[ée]pel\p{L}*|à l['’]envers|"
    r"s['’]écrit|écrit-on|inverse|nombre|compte|comporte|dis-moi)\b",
    parts=_PARTS,
    rules=_RULES,
    openings="(bonjour|salut|bonsoir|coucou|hey|hello)( (strawberry|bot|à tous|tout le monde|les amis))?|"
    "(ok|bon|alors|et|mais|donc|euh|au fait|s'il (te|vous) pla[iî]t|stp|merci|question|petite question|une question|"
    "autre question)|(peux-tu|pourrais-tu|pouvez-vous|tu peux|tu pourrais)( s'il te pla[iî]t)?( me)?( (dire|compter))?|"
    "(tu sais|sais-tu|savez-vous|je me demande|je voudrais savoir|j'aimerais savoir|devine)|"
    "(dis-moi|dis moi|dites-moi)(?= (combien|quel|comment|si |dans ))",
    tails="s'il (te|vous) pla[iî]t|stp|svp|merci( beaucoup| d'avance)?|(réponds )?(juste |seulement |uniquement )"
    "(avec |par )?(un|le) (nombre|chiffre)|(réponds )?(juste )?(par )?oui ou non|tu sais|exactement|au total|en tout|"
    "lol|mdr|haha",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:(?:50|cinquante) )?(?:états (?:américains|des (?:états-unis|usa|é\.-?u\.)|d'amérique)|"
        r"états-unis d'amérique)",
        "months": r"(?:(?:12|douze) )?mois(?: de l'année)?",
        "days of the week": r"(?:(?:7|sept) )?jours(?: de la semaine)?",
        "planets": r"(?:(?:8|huit) )?planètes(?: du système solaire)?",
        "continents": r"(?:(?:7|sept) )?continents",
        "colours": r"couleurs",
        "countries": r"pays(?: du monde)?",
    },
    names={
        "US states": {
            "California": "Californie", "Florida": "Floride", "Georgia": "Géorgie", "Hawaii": "Hawaï",
            "Louisiana": "Louisiane", "New Mexico": "Nouveau-Mexique", "North Carolina": "Caroline du Nord",
            "North Dakota": "Dakota du Nord", "Pennsylvania": "Pennsylvanie", "South Carolina": "Caroline du Sud",
            "South Dakota": "Dakota du Sud", "Virginia": "Virginie", "West Virginia": "Virginie-Occidentale",
        },
        "planets": {
            "Mercury": "Mercure", "Venus": "Vénus", "Earth": "Terre", "Saturn": "Saturne",
        },
        "continents": {
            "Africa": "Afrique", "Antarctica": "Antarctique", "Asia": "Asie", "Australia": "Océanie",
            "North America": "Amérique du Nord", "South America": "Amérique du Sud",
        },
        "colours": {
            "Black": "Noir", "White": "Blanc", "Red": "Rouge", "Green": "Vert", "Yellow": "Jaune", "Blue": "Bleu",
            "Brown": "Marron", "Purple": "Violet", "Pink": "Rose", "Orange": "Orange", "Grey": "Gris",
        },
    },
)  # fmt: skip
