"""Letter questions in Spanish."""

from bot.letters.languages.language import Language, Rules, words

_PARTS = {
    "KIND": "(palabra|nombre|término)",
    "THE": "(la|el|esta|este|la siguiente|el siguiente)",
    "ANY_KIND": "({KIND}|frase|texto|oración|cadena)",
    "QUOTING": "(({THE} )?{ANY_KIND}:? )?{QUOTED}",
    "NAMED": "<named:({THE} )?{KIND}>:? {BARE}",
    # What is in quotes may be a film, or a song.
    "THE_WORD": "({THE} )?{KIND}:? {QUOTED}|{NAMED}",
    "WORD": "{QUOTING}|{NAMED}",
    "TEXT": "{QUOTING}|{NAMED}|{BARE}",
    "IN": "(en|dentro de) {TEXT}",
    "OF": "(en|de|dentro de) {TEXT}|del ({KIND}|texto):? {QUOTED}",
    # “Letras de cambio” are no letters.
    "LENGTH_OF": "en {TEXT}|de {WORD}|del {KIND}:? ({QUOTED}|{BARE})",
    "ONE": "(una|un|la|alguna|al menos una)",
    "LETTER_NOUN": "<said:(letras?|carácter|caracteres)>",
    # Without an article or a noun “a”, “e”, “o” and “y” are words.
    "SURE": "{ONE} {SINGLE}|({ONE} )?{LETTER_NOUN} ({SINGLE}|{QUOTED_LETTER})|({ONE} )?<said:{QUOTED_LETTER}>",
    "LETTER": "({ONE} )?({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "LETTERS": "(veces )?({LETTER_NOUN} )?({SINGLE}|<said:{QUOTED_LETTER}>)",
    "MANY": "cu[aá]ntas",
    "TIMES": "cu[aá]ntas veces",
    "ARE": "(hay|existen|aparecen|están|se encuentran|ves|encuentras|salen)",
    "HAS": "(tiene|contiene|lleva|incluye|posee)",
    "COMES": "(aparece|está|sale|se repite|figura|se encuentra|hay|se usa)",
    "LIST": "(de )?(los )?{LISTED}",
    "HAVE": "(contienen|tienen|llevan|incluyen)",
    "IN_NAME": "( <naming:en (el|su) nombre|en sus nombres>)?",
    "HAVING": "({HAVE}|<without:no {HAVE}>) {LETTER}{IN_NAME}|"
    "<starts:(empiezan|comienzan)> (con|por) {LETTER}|<ends:(terminan|acaban)> (en|con|por) {LETTER}",
    "WHICH": "(qu[eé]|cu[aá]les( son)?|cu[aá]les de)",
    "TELL": "(dime|enumera|lista|nombra|di|muéstrame|dame|busca)( todos)?",
    "BACKWARDS": "(al rev[eé]s|hacia atrás|de atrás (hacia|para) adelante|a la inversa|en orden inverso)",
    "SHOW": "(escribe|deletrea|di|lee|escríbeme)",
}
_RULES: Rules = (
    (
        "reverse",
        (
            "{SHOW} {TEXT} {BACKWARDS}",
            "c[oó]mo (se escribe|se dice|se lee|se deletrea|queda|es|sería|suena) {TEXT} {BACKWARDS}",
            "qu[eé] (es|da|dice|queda) {TEXT} {BACKWARDS}",
            "{QUOTING} {BACKWARDS}",
            "(invierte {WORD}|(dale la vuelta a|voltea|da la vuelta a) {THE_WORD})",
            "(invertir|deletrear|escribir|decir) {TEXT} {BACKWARDS}",
            "(cu[aá]l es )?el reverso (de {WORD}|del {KIND} {QUOTED})",
        ),
    ),
    (
        "spell",
        (
            "(deletrea|deletréame) {TEXT}( letra (por|a) letra)?",
            "deletrear {TEXT}",
            "c[oó]mo (se deletrea|deletreas|deletreo|deletrearías|puedo deletrear) {TEXT}",
            "c[oó]mo (se escribe|escribo|escribes) {WORD}( letra (por|a) letra)?",
            "{SHOW} {TEXT} letra (por|a) letra",
        ),
    ),
    (
        "length",
        (
            "{MANY} letras {HAS} {TEXT}",
            "{MANY} letras( {ARE})? {IN}",
            "{MANY} letras {TEXT} {HAS}",
            "de {MANY} letras (se compone|consta|está formada|está compuesta) {TEXT}",
            "{TEXT} {HAS} {MANY} letras",
            "qu[eé] (longitud|largo) tiene {WORD}",
            "(cu[aá]l es )?la longitud de {WORD}",
            "cuenta (todas )?las letras {LENGTH_OF}",
            "(el )?número de letras {LENGTH_OF}",
        ),
    ),
    ("which", ("{WHICH} {LIST}( que)? {HAVING}", "{TELL} {LIST} que {HAVING}",
               "en {WHICH} {LIST} (no )?{COMES} {SURE}")),
    ("how_many_of", ("cu[aá]ntos {LIST} {HAVING}", "en cu[aá]ntos {LIST} {COMES} {SURE}")),
    (
        "count",
        (
            "{MANY} {LETTERS} {HAS} {TEXT}",
            "{MANY} {LETTERS}( {ARE})? {IN}",
            "{MANY} {LETTERS} {TEXT} {HAS}",
            "{TIMES} {COMES} {LETTER} {IN}",
            "{TIMES} {LETTER} {COMES} {IN}",
            "{TIMES} {TEXT} {HAS} {LETTER}",
            "(cuenta|contar) ({TIMES} {COMES} {LETTER} {IN}|{MANY} {LETTERS} ({ARE} {IN}|{HAS} {TEXT}))",
            "(cuenta|contar) (todas )?las {LETTERS} {OF}",
            "(cu[aá]l es )?(el )?número de (veces que {COMES} )?(la )?{LETTERS}( {ARE})? {IN}",
            "{IN},? ¿?({MANY} {LETTERS} {ARE}|{TIMES} {COMES} {LETTER})",
            "{TEXT} {HAS} {MANY} {LETTERS}",
        ),
    ),
    (
        "contains",
        (
            "{HAS} {TEXT} {SURE}",
            "{TEXT} {HAS} {SURE}",
            "(hay|existe|aparece|está|sale) {SURE} {IN}",
            "{IN},? ¿?(hay|existe|aparece|está) {SURE}",
            "si (hay|existe|aparece|está) {SURE} {IN}",
            "{SURE} (está|aparece) {IN}",
            "si ({TEXT} {HAS}|{HAS} {TEXT}) {SURE}",
        ),
    ),
)  # fmt: skip
_ELSEWHERE = words("""
    pi clave completo completa correcto correcta mágica mágico secreta secreto nueva nuevo larga largo entera entero
    siguiente anterior exacta exacto propio propia
    el la los las lo un una unos unas este esta esto estos estas ese esa eso esos esas aquel aquella aquello yo tú
    tu él ella ello nosotros vosotros ustedes ellos ellas me te se le les nos os mi mis su sus nuestro nuestra cada
    todo toda todos todas ambos ambas otro otra nada nadie algo alguien que qué quien quién cual cuál donde dónde
    como cómo cuando cuándo aquí ahí allí acá allá palabra palabras frase frases texto textos nombre nombres oración
    letra letras abecedario alfabeto idioma lengua carta cartas español castellano inglés francés alemán italiano
    portugués ruso griego hebreo árabe chino japonés coreano latín turco polaco sueco total realmente también solo
    sólo bien mal mejor revés hoy ayer mañana ahora siempre nunca así sí no casa clase matemáticas usted despacio
    rápido lento más menos vez trabajar caminar andar correr leer vivir escribir sobre buzón juego minuto minutos
    segundo segundos hora horas día días semana semanas mes meses año años metro metros litro litros gramo gramos
    kilo kilos kilogramo kilómetro kilómetros centímetro euro euros peso pesos dólar libra pulgada milla por ciento
    millón mil tonelada
""")
SPANISH = Language(
    code="es",
    name="Spanish",
    rule="Pon la palabra entre comillas y pregunta así:",
    example="¿Cuántas r hay en «fresa»?",
    clue=r"[¿¡]|\b(?:cu[aá]nt[ao]s|cu[aá]les|qu[eé]|tiene|tienen|contiene|lleva|hay (?:una?|la|alguna|\S++ en)|"
    r"aparece|está|existe|deletrea\p{L}*|c[oó]mo|rev[eé]s|escribe|invierte|cuenta|contar|dime|número|enumera|palabra|letras?|voltea)\b",
    parts=_PARTS,
    rules=_RULES,
    openings="(hola|hey|oye|buenas|buenos días|buenas (tardes|noches))( (strawberry|bot|a todos|amigo|amigos))?|"
    "(ok|vale|bueno|pues|entonces|a ver|y|pero|por favor|gracias|una pregunta|pregunta|otra pregunta|perdón|disculpa)|"
    "(me )?(puedes|podrías|puede|podría)( por favor)?( (decirme|decir|contar|contarme|indicar))?|(sabes|sabrías)"
    "( decirme)?|me (pregunto|gustaría saber)|quiero saber|quisiera saber|dime( por favor)?"
    "(?= (cu|qu|si |c[oó]mo|en ))|adivina",
    tails="por favor|(muchas |mil )?gracias|(responde )?s[oó]lo (con )?(el|un) número|(responde )?(solo |sólo )?(con )?"
    "s[ií] o no|lo sabes|sabes|porfa|jaja(ja)?|lol|exactamente|en total",
    elsewhere=_ELSEWHERE,
    called={
        "US states": r"(?:(?:50|cincuenta) )?estados(?: (?:de (?:los )?(?:ee\.? ?uu\.?|estados unidos|usa)|"
        r"de (?:norte)?américa|estadounidenses|norteamericanos|americanos))",
        "months": r"(?:(?:12|doce) )?meses(?: del año)?",
        "days of the week": r"(?:(?:7|siete) )?días(?: de la semana)?",
        "planets": r"(?:(?:8|ocho) )?planetas(?: del sistema solar)?",
        "continents": r"(?:(?:7|siete) )?continentes",
        "colours": r"colores",
        "countries": r"países(?: del mundo)?",
    },
    names={
        "US states": {
            "Hawaii": "Hawái", "Louisiana": "Luisiana", "Michigan": "Míchigan", "Mississippi": "Misisipi",
            "Missouri": "Misuri", "New Hampshire": "Nuevo Hampshire", "New Jersey": "Nueva Jersey",
            "New Mexico": "Nuevo México", "New York": "Nueva York", "North Carolina": "Carolina del Norte",
            "North Dakota": "Dakota del Norte", "Oregon": "Oregón", "Pennsylvania": "Pensilvania",
            "South Carolina": "Carolina del Sur", "South Dakota": "Dakota del Sur", "Tennessee": "Tennessee",
            "West Virginia": "Virginia Occidental",
        },
        "planets": {
            "Mercury": "Mercurio", "Venus": "Venus", "Earth": "Tierra", "Mars": "Marte", "Jupiter": "Júpiter",
            "Saturn": "Saturno", "Uranus": "Urano", "Neptune": "Neptuno",
        },
        "continents": {
            "Africa": "África", "Antarctica": "Antártida", "Asia": "Asia", "Australia": "Oceanía", "Europe": "Europa",
            "North America": "América del Norte", "South America": "América del Sur",
        },
        "colours": {
            "Black": "Negro", "White": "Blanco", "Red": "Rojo", "Green": "Verde", "Yellow": "Amarillo", "Blue": "Azul",
            "Brown": "Marrón", "Purple": "Morado", "Pink": "Rosa", "Orange": "Naranja", "Grey": "Gris",
        },
    },
)  # fmt: skip
