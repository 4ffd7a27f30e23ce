from .boards import Boards as Boards
from .budgets import Budgets as Budgets
from .chats import Chats as Chats
from .claims import Claim as Claim, claimed as claimed
from .comparisons import Comparisons as Comparisons, StoredComparison as StoredComparison
from .dailies import Dailies as Dailies
from .database import Database as Database
from .explainers import Explainers as Explainers
from .export import Exported as Exported, Exports as Exports, Scope as Scope
from .formats import Format as Format
from .lessons import LessonProgress as LessonProgress, LessonRooms as LessonRooms
from .members import Kept as Kept, Members as Members
from .open_trainings import OpenTraining as OpenTraining, OpenTrainings as OpenTrainings
from .proposals import Proposals as Proposals
from .quizzes import Quizzes as Quizzes
from .servers import Servers as Servers, ServerSettings as ServerSettings
from .statistics import Statistics as Statistics
from .takeout import Takeout as Takeout, Takeouts as Takeouts
from .tokenizations import Quota as Quota, StoredTokenization as StoredTokenization, Tokenizations as Tokenizations
