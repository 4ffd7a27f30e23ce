"""Letter questions in Brazilian Portuguese."""

from bot.letters.languages.language import Language, Rules, words

_PARTS = {
    "KIND": "(palavra|nome|termo)",
    "THE": "(a|o|esta|essa|este|a seguinte)",
    "ANY_KIND": "({KIND}|frase|texto)",
    "QUOTING": "(({THE} )?{ANY_KIND}:? )?{QUOTED}",
    "NAMED": "<named:({THE} )?{KIND}>:? {BARE}",
    # What is in quotes may be a film, or a song.
    "THE_WORD": "({THE} )?{KIND}:? {QUOTED}|{NAMED}",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "IN": "(em|dentro de) {TEXT}|(na|no|nesta|nessa) {ANY_KIND}:? {QUOTED}|<named:(na|no|nesta|nessa) {KIND}>:? {BARE}",
    "OF": "{IN}|de {TEXT}|(da|do) {ANY_KIND}:? {QUOTED}|<named:(da|do) {KIND}>:? {BARE}",
    # “Letras de câmbio” are no letters.
    "LENGTH_OF": "{IN}|de {QUOTING}|(da|do) {ANY_KIND}:? {QUOTED}|<named:(da|do) {KIND}>:? {BARE}",
    "ONE": "(uma?|a|o|algum|alguma|pelo menos uma?)",
    "LETTER_NOUN": "<said:(letras?|caracteres?)>",
    # Without an article or a noun “a”, “e” and “o” are words.
    "SURE": "{ONE} {SINGLE}|({ONE} )?{LETTER_NOUN} ({SINGLE}|{QUOTED_LETTER})|({ONE} )?<said:{QUOTED_LETTER}>",
    "LETTER": "({ONE} )?({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "LETTERS": "({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "MANY": "(quantos|quantas)",
    "ARE": "(há|tem|têm|existem|aparecem|estão|são)",
    "HAS": "(tem|contém|possui|inclui|leva)",
    "COMES": "(aparece|está|ocorre|se repete|existe|é usada|surge)",
    "LIST": "(dos |das |os |as )?{LISTED}",
    "HAVE": "(contêm|contém|têm|tem|possuem|incluem)",
    "IN_NAME": "( <naming:no nome|em seu nome>)?",
    "HAVING": "({HAVE}|<without:não {HAVE}>) {SURE}{IN_NAME}|<starts:(começam|iniciam)> (com|por) {LETTER}|"
    "<ends:(terminam|acabam)> (com|em|por) {LETTER}",
    "WHICH": "(quais|que)( são)?",
    "GIVE": "(liste|lista|diga|diz|cite|mostre|me diga|me diz|me dê)( todos| todas)?",
    "BACKWARDS": "(ao contrário|de trás (para|pra) (a )?frente|invertid[ao]|de trás para diante)",
    "SHOW": "(escreva|escreve|soletre|soletra|diga|leia|me diga)",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "{SHOW} {TEXT} {BACKWARDS}",
            "como (se escreve|fica|se lê|se soletra|é|seria|escrevo) {TEXT} {BACKWARDS}",
            "(o que é|o que dá|qual é|quanto é) {TEXT} {BACKWARDS}",
            "(escrever|soletrar|dizer|ler) {TEXT} {BACKWARDS}",
            "((inverta|inverte|inverter) {WORD}|vire {THE_WORD})",
            "{QUOTING} {BACKWARDS}",
            "((qual é|qual) )?o reverso (de {QUOTING}|da palavra ({QUOTED}|{BARE}))",
        ),
    ),
    (
        "spell",
        (
            "(soletre|soletra) {TEXT}( letra (por|a) letra)?",
            "soletrar {TEXT}",
            "como (se soletra|soletrar|soletro|você soletra) {TEXT}",
            "como (se escreve|escrevo|escrever) {WORD}",
            "{SHOW} {TEXT} letra (por|a) letra",
        ),
    ),
    (
        "length",
        (
            "quantas letras {HAS} {TEXT}",
            "quantas letras( {ARE})? {IN}",
            "quantas letras {TEXT} {HAS}",
            "{TEXT} {HAS} quantas letras",
            "(qual é |qual )?o (tamanho|comprimento) (de {QUOTING}|da palavra ({QUOTED}|{BARE}))",
            "(o )?número de letras {LENGTH_OF}",
            "(conte|conta) as letras {LENGTH_OF}",
        ),
    ),
    ("which", ("{WHICH} {LIST}( que)? {HAVING}", "{GIVE} {LIST} que {HAVING}",
               "em quais {LIST} (aparece|há|tem|existe) {SURE}")),
    ("how_many_of", ("{MANY} {LIST} {HAVING}", "em {MANY} {LIST} (aparece|há|tem|existe) {SURE}")),
    (
        "count",
        (
            "{MANY} {LETTERS} {HAS} {TEXT}",
            "{MANY} {LETTERS}( {ARE})? {IN}",
            "{MANY} {LETTERS} {TEXT} {HAS}",
            "quantas vezes {COMES} {LETTER} {IN}",
            "quantas vezes {LETTER} {COMES} {IN}",
            "quantas vezes {TEXT} {HAS} {LETTER}",
            "(conte|conta|contar) {MANY} {LETTERS} ({ARE} {IN}|{HAS} {TEXT})",
            "(conte|conta|contar) (todos |todas )?(os|as) {LETTERS} {OF}",
            "((qual é )?o )?número de (vezes que )?{LETTERS} {IN}",
            "{IN},? ({MANY} {LETTERS} {ARE}|quantas vezes ({COMES} {LETTER}|{LETTER} {COMES}))",
            "{TEXT} {HAS} {MANY} {LETTERS}",
        ),
    ),
    (
        "contains",
        (
            "{TEXT} {HAS} {SURE}",
            "(há|tem|existe|aparece) {SURE} {IN}",
            "se {TEXT} {HAS} {SURE}",
            "se (há|tem|existe|aparece) {SURE} {IN}",
            "{SURE} (aparece|está|existe) {IN}",
            "{IN},? (há|tem|existe|aparece) {SURE}",
        ),
    ),
)  # fmt: skip
_ELSEWHERE = words("""
    pi chave completo completa certo certa direito correto correta mágica mágico secreta secreto nova novo inteira
    inteiro seguinte anterior exata exato própria próprio
    o a os as um uma uns umas este esta isto esse essa isso estes estas esses essas aquele aquela aquilo eu tu você
    vocês ele ela eles elas nós gente mim ti si me te se lhe meu minha seu sua seus suas nosso nossa cada todo toda
    todos todas tudo ambos nada ninguém algo alguém que quê quem qual quais onde como quando quanto aqui aí ali lá
    hoje ontem amanhã agora sempre nunca sim não palavra palavras frase frases texto textos nome nomes letra letras
    carta cartas alfabeto abecedário idioma língua português inglês francês espanhol alemão italiano russo grego
    hebraico árabe chinês japonês coreano latim turco total realmente também só bem mal melhor contrário casa escola
    matemática caixa devagar rápido mais menos vez andar correr viver ler escrever envelope jogo câmbio correio
    minuto minutos segundo segundos hora horas dia dias semana semanas mês meses ano anos metro metros litro litros
    grama gramas quilo quilos quilograma quilômetro quilômetros centímetro euro euros real reais dólar dólares libra
    polegada milha tonelada mil milhão cento
""")
PORTUGUESE = Language(
    code="pt",
    name="Portuguese",
    rule="Coloque a palavra entre aspas e pergunte assim:",
    example="Quantas letras r há em “morango”?",
    clue=r"\b(?:quant[ao]s|quais|que|tem|têm|contém|contêm|letras?|palavra|há|existe|aparece|solet\p{L}*|ao contrário|"
    r"de trás|escreva|escreve|inverta|inverte|conte|conta|número|liste)\b",
    parts=_PARTS,
    rules=_RULES,
    openings="(oi|olá|ei|e aí|bom dia|boa (tarde|noite))( (strawberry|bot|gente|pessoal|todos))?|"
    "(ok|bom|bem|então|e|mas|por favor|obrigad[oa]|uma pergunta|pergunta|outra pergunta)|"
    "(você )?(pode|poderia|consegue)( por favor)?( me)?( (dizer|contar|falar))?|você sabe( me dizer)?|sabe|"
    "(eu )?(queria|gostaria de|quero) saber|me pergunto|adivinha|"
    "(me )?(diga|diz|fala)(-me| pra mim)?(?= (quant|quais|se |como ))",
    tails="por favor|(muito )?obrigad[oa]|valeu|(responda )?(só|somente|apenas) (com )?(o|um) número|(responda )?"
    "(só )?(com )?sim ou não|você sabe|sabe|ao todo|no total|exatamente|kk+|rs+|lol|haha",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:(?:50|cinquenta) )?estados (?:dos (?:eua|estados unidos)|(?:norte-)?americanos)",
        "months": r"(?:(?:12|doze) )?meses(?: do ano)?",
        "days of the week": r"(?:(?:7|sete) )?dias(?: da semana)?",
        "planets": r"(?:(?:8|oito) )?planetas(?: do sistema solar)?",
        "continents": r"(?:(?:7|sete) )?continentes",
        "colours": r"cores",
        "countries": r"países(?: do mundo)?",
    },
    names={
        "US states": {
            "Alaska": "Alasca", "California": "Califórnia", "Florida": "Flórida", "Georgia": "Geórgia",
            "Hawaii": "Havaí", "Louisiana": "Luisiana", "New Jersey": "Nova Jersey", "New Mexico": "Novo México",
            "New York": "Nova York", "North Carolina": "Carolina do Norte", "North Dakota": "Dakota do Norte",
            "Pennsylvania": "Pensilvânia", "South Carolina": "Carolina do Sul", "South Dakota": "Dakota do Sul",
            "Virginia": "Virgínia", "West Virginia": "Virgínia Ocidental",
        },
        "planets": {
            "Mercury": "Mercúrio", "Venus": "Vênus", "Earth": "Terra", "Mars": "Marte", "Jupiter": "Júpiter",
            "Saturn": "Saturno", "Uranus": "Urano", "Neptune": "Netuno",
        },
        "continents": {
            "Africa": "África", "Antarctica": "Antártida", "Asia": "Ásia", "Australia": "Oceania", "Europe": "Europa",
            "North America": "América do Norte", "South America": "América do Sul",
        },
        "colours": {
            "Black": "Preto", "White": "Branco", "Red": "Vermelho", "Green": "Verde", "Yellow": "Amarelo",
            "Blue": "Azul", "Brown": "Marrom", "Purple": "Roxo", "Pink": "Rosa", "Orange": "Laranja", "Grey": "Cinza",
        },
    },
)  # fmt: skip
