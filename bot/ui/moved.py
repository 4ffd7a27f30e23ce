"""Commands that are gone, and where what they did is now."""

_INSIDE = "is now a choice in the menu of `/inside`."
_LAB = "is now an experiment of `/lab`."
_ASK = "is now a question for `/ask`, for example “{}”."
_EACH = f"{_ASK} Then press **Ask the model about each**."
_VOCAB = "is now part of `/vocab`."
_QUIZ = "is now a button of the quiz itself; `/quiz start` begins one."

MOVED = {
    "about": "is now the button **About and privacy** of `/help`.",
    "chat message": "is now `/chat text:…`.",
    "chat reset": "is now `/chat new:True`, and a button of `/chat`.",
    "compare": "is now the button **Compare** of `/tokenize`.",
    "count": _ASK.format("How many s’s are in mississippi?"),
    "decode": "is now `/tokenize ids:…`, and a button of its card.",
    "explainer off": "is now `/explainer turn:off`, and a button of `/explainer`.",
    "explainer on": "is now `/explainer turn:on`, and a button of `/explainer`.",
    "export": "is now the button **Export** of `/me`.",
    "forget-me": "is now the button **Delete everything** of `/me`.",
    "history": "is now two buttons of `/me`: **My questions** and **This channel’s**.",
    "ladder": "is now the button **Four ways to ask** of `/ask`.",
    "states": _EACH.format("Which US states contain the letter d?"),
    "stats": "is now the button **How models do** of `/ask`.",
    "which": _EACH.format("Which months have no r?"),
} | {
    f"{group} {name}": said
    for group, names, said in (
        ("inside", "attention dots layers map near patch probe related vector", _INSIDE),
        ("lab", "bigger step tool train twins twins-report", _LAB),
        ("quiz", "status stop submit", _QUIZ),
        ("vocab", "find longest oddities random", _VOCAB),
    )
    for name in names.split()
}
"""By the name that a command had, what there is in its place. One that is there again is not looked up."""
