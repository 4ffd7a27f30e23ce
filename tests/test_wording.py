"""Every text that a member may read is marked for translation, in the way that CONTRIBUTING tells."""

from tests.wording import sources, spoken_too_early, unmarked, unreadable


def test_what_a_member_may_read_is_marked() -> None:
    assert not [text for path in sources() for text in unmarked(path)]


def test_nothing_is_said_in_a_language_while_the_bot_is_imported() -> None:
    assert not [call for path in sources() for call in spoken_too_early(path)]


def test_what_is_marked_can_be_collected_and_its_placeholders_have_names() -> None:
    assert not [call for path in sources() for call in unreadable(path)]
