"""The lists of names that can be asked about as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameList:
    """Names, what ``one`` of them is, and as a regular expression what people call them, one or many."""

    names: tuple[str, ...]
    one: str
    called: str


_USA = r"(?:u\.?s\.?(?:a\.?)?|united states(?: of america)?|america)"

NAME_LISTS: Mapping[str, NameList] = {
    "US states": NameList(
        (
            "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
            "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
            "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska",
            "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio",
            "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee",
            "Texas", "Utah", "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming",
        ),
        "US state",
        rf"(?:(?:fifty|50) )?(?:(?:{_USA}|american) )?states?(?: (?:of|in) (?:the )?{_USA})?",
    ),
    "months": NameList(
        (
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ),
        "month",
        r"(?:(?:twelve|12) )?months?(?: (?:of|in) (?:the|a) year)?",
    ),
    "days of the week": NameList(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "day of the week",
        r"(?:(?:seven|7) )?(?:weekdays?|days?(?: (?:of|in) (?:the|a) week)?)",
    ),
    "planets": NameList(
        ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"),
        "planet",
        r"(?:(?:eight|8) )?planets?(?: (?:of|in) (?:the|our) solar system)?",
    ),
    "continents": NameList(
        ("Africa", "Antarctica", "Asia", "Australia", "Europe", "North America", "South America"),
        "continent",
        r"(?:(?:seven|7) )?continents?",
    ),
    # By atomic number, spelt as IUPAC does.
    "elements": NameList(
        (
            "Hydrogen", "Helium", "Lithium", "Beryllium", "Boron", "Carbon", "Nitrogen", "Oxygen", "Fluorine", "Neon",
            "Sodium", "Magnesium", "Aluminium", "Silicon", "Phosphorus", "Sulfur", "Chlorine", "Argon", "Potassium",
            "Calcium", "Scandium", "Titanium", "Vanadium", "Chromium", "Manganese", "Iron", "Cobalt", "Nickel",
            "Copper", "Zinc", "Gallium", "Germanium", "Arsenic", "Selenium", "Bromine", "Krypton", "Rubidium",
            "Strontium", "Yttrium", "Zirconium", "Niobium", "Molybdenum", "Technetium", "Ruthenium", "Rhodium",
            "Palladium", "Silver", "Cadmium", "Indium", "Tin", "Antimony", "Tellurium", "Iodine", "Xenon", "Caesium",
            "Barium", "Lanthanum", "Cerium", "Praseodymium", "Neodymium", "Promethium", "Samarium", "Europium",
            "Gadolinium", "Terbium", "Dysprosium", "Holmium", "Erbium", "Thulium", "Ytterbium", "Lutetium", "Hafnium",
            "Tantalum", "Tungsten", "Rhenium", "Osmium", "Iridium", "Platinum", "Gold", "Mercury", "Thallium", "Lead",
            "Bismuth", "Polonium", "Astatine", "Radon", "Francium", "Radium", "Actinium", "Thorium", "Protactinium",
            "Uranium", "Neptunium", "Plutonium", "Americium", "Curium", "Berkelium", "Californium", "Einsteinium",
            "Fermium", "Mendelevium", "Nobelium", "Lawrencium", "Rutherfordium", "Dubnium", "Seaborgium", "Bohrium",
            "Hassium", "Meitnerium", "Darmstadtium", "Roentgenium", "Copernicium", "Nihonium", "Flerovium",
            "Moscovium", "Livermorium", "Tennessine", "Oganesson",
        ),
        "element",
        r"(?:118 )?(?:chemical )?elements?(?: (?:of|in|on) the periodic table)?",
    ),
}  # fmt: skip
"""What a list is called in a ``Question`` → its names, in the usual order."""
