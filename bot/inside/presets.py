"""Words in groups that can be mapped as they are."""

from collections.abc import Mapping

from bot.inside.views import Preset
from bot.language import noted
from bot.letters.names import NAME_LISTS

_STATES = NAME_LISTS["US states"].names


def _of(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NORTHEAST = (
    "Connecticut", "Maine", "Massachusetts", "New Hampshire", "New Jersey", "New York", "Pennsylvania", "Rhode Island",
    "Vermont",
)  # fmt: skip
_MIDWEST = (
    "Illinois", "Indiana", "Iowa", "Kansas", "Michigan", "Minnesota", "Missouri", "Nebraska", "North Dakota", "Ohio",
    "South Dakota", "Wisconsin",
)  # fmt: skip
_SOUTH = (
    "Alabama", "Arkansas", "Delaware", "Florida", "Georgia", "Kentucky", "Louisiana", "Maryland", "Mississippi",
    "North Carolina", "Oklahoma", "South Carolina", "Tennessee", "Texas", "Virginia", "West Virginia",
)  # fmt: skip
_WEST = (
    "Alaska", "Arizona", "California", "Colorado", "Hawaii", "Idaho", "Montana", "Nevada", "New Mexico", "Oregon",
    "Utah", "Washington", "Wyoming",
)  # fmt: skip
"""The regions are those of the United States Census Bureau."""

PRESETS: Mapping[str, Preset] = {
    "states": Preset(
        noted("US states by region"),
        {
            noted("Northeast"): _NORTHEAST,
            noted("Midwest"): _MIDWEST,
            noted("South"): _SOUTH,
            noted("West"): _WEST,
        },
    ),
    "countries": Preset(
        noted("US states and countries"),
        {
            noted("state"): _STATES,
            noted("country"): _of(
                "France Germany Italy Spain Japan China India Brazil Canada Mexico Egypt Russia Poland Sweden Kenya "
                "Norway Turkey Greece Iran Ireland Chile Peru"
            ),
        },
    ),
    "cities": Preset(
        noted("US states and cities"),
        {
            noted("state"): _STATES,
            noted("city"): _of(
                "Chicago Boston Houston Seattle Denver Atlanta Miami Dallas Philadelphia Detroit Phoenix Cleveland "
                "Baltimore Portland Pittsburgh"
            ),
        },
    ),
    "capitals": Preset(
        noted("Countries and their capitals"),
        {
            noted("country"): _of(
                "France Germany Italy Spain Japan China Russia Greece Egypt Poland Ireland Iran England"
            ),
            noted("capital"): _of(
                "Paris Berlin Rome Madrid Tokyo Beijing Moscow Athens Cairo Warsaw Dublin Tehran London"
            ),
        },
    ),
    "diseases": Preset(
        noted("Diseases, parts of the body, and medicine"),
        {
            noted("disease"): _of(
                "malaria tuberculosis influenza measles pneumonia hepatitis cancer diabetes asthma arthritis stroke "
                "leukemia dementia epilepsy obesity"
            ),
            noted("body"): _of("heart liver kidney lung brain stomach skin bone blood muscle throat knee shoulder"),
            noted("medicine"): _of(
                "doctor nurse hospital patient surgery vaccine therapy clinic medicine pharmacy surgeon antibiotics"
            ),
        },
    ),
    "towns": Preset(
        noted("Names by their ending: -ton, -ford, -burg, -land"),
        {
            "-ton": _of(
                "Boston Houston Princeton Wellington Charleston Southampton Arlington Lexington Edmonton Dayton"
            ),
            "-ford": _of("Oxford Stanford Bradford Bedford Stafford Crawford Hartford Rutherford Clifford"),
            "-burg": _of("Petersburg Gettysburg Hamburg Habsburg Johannesburg"),
            "-land": _of("England Ireland Scotland Switzerland Thailand Iceland Finland Greenland Holland Zealand"),
        },
    ),
    "numbers": Preset(
        noted("Numbers as words and as digits"),
        {
            noted("word"): _of(
                "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
                "hundred thousand million"
            ),
            noted("order"): _of("first second third fourth fifth sixth seventh eighth ninth tenth"),
            noted("digit"): _of("0 1 2 3 4 5 6 7 8 9"),
        },
    ),
    "days": Preset(
        noted("Days, months and seasons"),
        {
            noted("day"): NAME_LISTS["days of the week"].names,
            noted("month"): NAME_LISTS["months"].names,
            noted("season"): _of("spring summer autumn winter"),
        },
    ),
    "animals": Preset(
        noted("Animals, food and colours"),
        {
            noted("animal"): _of(
                "dog cat horse cow pig sheep goat lion tiger bear wolf fox rabbit mouse elephant monkey snake"
            ),
            noted("food"): _of(
                "bread cheese butter milk rice pasta soup salad cake sugar honey meat chicken banana potato tomato"
            ),
            noted("colour"): _of("red blue green yellow orange purple pink black white brown gray"),
        },
    ),
    "verbs": Preset(
        noted("Verbs, present and past"),
        {
            noted("present"): _of("go run eat see take give come speak write think make know"),
            noted("past"): _of("went ran ate saw took gave came spoke wrote thought made knew"),
        },
    ),
    "letters": Preset(
        noted("Words by their first letter: d, s, m"),
        {
            "d": _of("dog day door dark dance deep dream drive dust date desk dinner dollar doctor dirt"),
            "s": _of("sun sea sand stone star street sound song storm snow school soup sugar spoon sky"),
            "m": _of("moon man milk map mind mouth music meat mirror model money morning mother mud mountain"),
        },
    ),
}
"""What a preset is called in a command → its words; its title and groups are ``retold`` where they are shown."""
