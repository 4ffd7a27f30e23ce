"""Where the tiles of a list of names stand: the US states as a map, the elements as their table, others in a grid."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.letters.languages.lists import name_list

_STATES = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  WI .  .  .  VT NH
WA ID MT ND MN IL MI .  NY MA .
OR NV WY SD IA IN OH PA NJ CT RI
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC .  .  .
.  .  .  OK LA MS AL GA .  .  .
HI .  .  TX .  .  .  .  FL .  .
"""  # untranslated: postal codes
_POSTAL = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO
MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY
"""  # untranslated: postal codes
_ELEMENTS = """
H  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  He
Li Be .  .  .  .  .  .  .  .  .  .  B  C  N  O  F  Ne
Na Mg .  .  .  .  .  .  .  .  .  .  Al Si P  S  Cl Ar
K  Ca Sc Ti V  Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
Rb Sr Y  Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I  Xe
Cs Ba .  Hf Ta W  Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn
Fr Ra .  Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
.  .  La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu .
.  .  Ac Th Pa U  Np Pu Am Cm Bk Cf Es Fm Md No Lr .
"""  # untranslated: symbols of chemistry
_SYMBOLS = """
H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc
Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi
Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
"""  # untranslated: symbols of chemistry
_GRID_COLUMNS, _MOST_ROWS = 3, 9


@dataclass(frozen=True, slots=True)
class Layout:
    """``labels`` and ``places`` (column, row) of the names, in so many ``columns``."""

    labels: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    columns: int


def layout(key: str) -> Layout:
    """How the tiles of a list of ``NAME_LISTS`` are laid out.

    >>> layout("US states").labels["Nevada"], layout("US states").places["Nevada"]
    ('NV', (1, 3))
    """
    names = name_list(key).names
    match key.partition(" in ")[0]:  # untranslated: a key; the same map in every language
        case "US states":  # untranslated: a key
            return _map(dict(zip(names, _POSTAL.split(), strict=True)), _STATES)
        case "elements":
            return _map(dict(zip(names, _SYMBOLS.split(), strict=True)), _ELEMENTS)
        case _:
            places = {name: (at % _GRID_COLUMNS, at // _GRID_COLUMNS) for at, name in enumerate(names)}
            return Layout({name: name for name in names}, places, _GRID_COLUMNS)


def has_low_tiles(key: str) -> bool:
    """Whether the tiles of a list of ``NAME_LISTS`` fit into a picture that is read at a glance.

    >>> has_low_tiles("elements"), has_low_tiles("countries")
    (True, False)
    """
    return max(row for _, row in layout(key).places.values()) < _MOST_ROWS


def _map(labels: Mapping[str, str], drawn: str) -> Layout:
    lines = [line.split() for line in drawn.strip().splitlines()]
    where = {label: (column, row) for row, line in enumerate(lines) for column, label in enumerate(line)}
    return Layout(labels, {name: where[label] for name, label in labels.items()}, len(lines[0]))
