"""Commands that are gone, and where what they did is now."""

from bot.language import Later, later

_INSIDE = later("{command} is now a choice in the menu of `/inside`.")
_LAB = later("{command} is now an experiment of `/lab`.")
_ASK = later("{command} is now a question for `/ask`, for example “{question}”.")
_EACH = later(
    "{command} is now a question for `/ask`, for example “{question}”. Then press **Ask the model about each**."
)
_VOCAB = later("{command} is now part of `/vocab`.")
_QUIZ = later("{command} is now a button of the quiz itself; `/quiz start` begins one.")

MOVED: dict[str, Later] = {
    "about": later("{command} is now the button **About and privacy** of `/help`."),
    "chat message": later("{command} is now `/chat text:…`."),  # untranslated: its name
    "chat reset": later("{command} is now `/chat new:True`, and a button of `/chat`."),  # untranslated: its name
    "compare": later("{command} is now the button **Compare** of `/tokenize`."),
    "count": _ASK.format(question="How many s’s are in mississippi?"),  # untranslated: so it is typed
    "decode": later("{command} is now `/tokenize ids:…`, and a button of its card."),
    "explainer off": later(  # untranslated: its name
        "{command} is now `/explainer turn:off`, and a button of `/explainer`."
    ),
    "explainer on": later(  # untranslated: its name
        "{command} is now `/explainer turn:on`, and a button of `/explainer`."
    ),
    "export": later("{command} is now the button **Export** of `/me`."),
    "forget-me": later("{command} is now the button **Delete everything** of `/me`."),
    "history": later("{command} is now two buttons of `/me`: **My questions** and **This channel’s**."),
    "ladder": later("{command} is now the button **Four ways to ask** of `/ask`."),
    "states": _EACH.format(question="Which US states contain the letter d?"),  # untranslated: so
    "stats": later("{command} is now the button **How models do** of `/ask`."),
    "which": _EACH.format(question="Which months have no r?"),  # untranslated: so
} | {
    f"{group} {name}": said
    for group, names, said in (
        ("inside", "attention dots layers map near patch probe related vector", _INSIDE),  # untranslated: names
        ("lab", "bigger step tool train twins twins-report", _LAB),  # untranslated: names
        ("quiz", "status stop submit", _QUIZ),  # untranslated: names
        ("vocab", "find longest oddities random", _VOCAB),  # untranslated: names
    )
    for name in names.split()
}
"""By the ``command`` that was there, what there is in its place. One that is there again is not looked up."""
