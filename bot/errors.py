"""Errors that a member or host may see.

::

    UserError                  its text is safe to show and says what to do next
    ├── InputError             what was typed or attached cannot be used
    │   └── UnknownEncoding    no encoding or model of that name
    ├── EncodingUnavailable    the encoding's ranks could not be fetched
    ├── TooQuick               a member has asked for more than the bot does for one at once
    ├── NotYourCard            somebody else's button
    ├── TooLate                the question of a quiz is over
    ├── OutOfQuestions         no further question can be made for a quiz
    ├── NotHere                the server's settings keep the bot out of this channel
    ├── ModelError             the model's half of an answer is missing
    │   ├── ModelUnavailable   off, still loading, could not be loaded, or its server cannot be used
    │   │   └── SmallInstall   what looks into models and trains networks is not installed
    │   ├── ModelBusy          the queue is full, or the deadline has passed while it waited for its turn
    │   ├── ModelSilent        the model has worked on it until the deadline, and not answered
    │   ├── ModelLost          its process died, or its server broke off, while it answered
    │   └── ChoicesUntold      its server does not tell how likely the possible answers are
    ├── Restarting             the bot ends while somebody waits
    ├── DatabaseError          the log cannot be opened, read or written
    ├── ConfigError            a key of the config, or the token, is missing or wrong
    ├── CannotJoin             Discord does not let the bot in
    └── CannotPlay             the playground cannot be opened

Anything else that reaches a member becomes a short apology with an error id; its traceback goes to the log.
"""

from bot.language import Later


class UserError(Exception):
    """An expected failure. ``str(error)`` is plain text, safe to show to the person who caused it.

    ``said`` is worded for whoever is told: what a member may read is said ``later``, what only a host reads in English.
    """

    def __init__(self, said: Later | str = "") -> None:
        super().__init__(said)
        self.said = said


class InputError(UserError):
    """What was typed or attached cannot be used."""


class UnknownEncoding(InputError):
    """Neither an encoding nor a model has this name."""


class EncodingUnavailable(UserError):
    """The encoding exists, but its ranks are not on this machine and could not be fetched."""


class TooQuick(UserError):
    """A member has asked for more than the bot does for one at once."""


class NotYourCard(UserError):
    """A personal button was pressed by somebody else."""


class NotHere(UserError):
    """Those who manage the server let the bot answer in other channels only."""


class TooLate(UserError):
    """The question of a quiz takes no answer any more."""


class OutOfQuestions(UserError):
    """No further question can be made for a quiz: everything was asked lately, or what it needs is missing."""


class ModelError(UserError):
    """The model's half of an answer is missing; everything else still works."""


class ModelUnavailable(ModelError):
    """The model is off, still loading or could not be loaded, or its server cannot be reached or does not let us in."""


class SmallInstall(ModelUnavailable):
    """What runs a model to look into it, and trains networks, is not installed here."""


class ModelBusy(ModelError):
    """Too many requests wait, or this one has waited for its turn until its deadline."""


class ModelSilent(ModelError):
    """The model, or its server, has taken this request and said nothing until the deadline."""


class ModelLost(ModelError):
    """The model's process died, or its server broke off, while it worked on this request."""


class ChoicesUntold(ModelError):
    """Of the answers that were to be weighed, the model's server tells nothing that could be compared."""


class Restarting(UserError):
    """The bot ends before it has answered."""


class DatabaseError(UserError):
    """The database cannot be opened, read or written."""


class ConfigError(UserError):
    """A key of the config is unknown or wrong, the file cannot be read, or there is no token that Discord takes."""


class CannotJoin(UserError):
    """Discord does not let the bot in, whose token it takes, or cannot be reached."""


class CannotPlay(UserError):
    """The playground cannot be opened, mostly because its port is taken."""
