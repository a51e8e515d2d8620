"""What `roster.csv` may say, what is told of one that says something else, and whose submission is whose."""

from datetime import date, datetime

import pytest

from grader.errors import UsageError
from grader.roster import ALL, Person, match, roster_of
from grader.written import read_written

EXERCISES = ("01_yield", "03_send")


@pytest.fixture
def load(tmp_path):
    """Read a roster with this text."""

    def read(text, encoding="utf-8"):
        file = tmp_path / "roster.csv"
        file.write_bytes(text.encode(encoding))
        return roster_of(read_written(file), EXERCISES)

    return read


def people(*ids, **more):
    """Somebody for each id."""
    return [Person(id=each, **more) for each in ids]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_column_is_read(load, encoding):
    """Columns stand in any order, others are let be, and a byte order mark is no mistake."""
    text = "name,id,shoe,email,section,group,language\n李雷,s1,43,lilei@example.edu,A,3,ZH\n"
    assert load(text, encoding) == (
        Person(id="s1", name="李雷", email="lilei@example.edu", section="A", group="3", language="zh"),
    )


def test_an_id_is_enough(load):
    """All other columns may be left out, and the order of the file is kept."""
    assert load("id\nb\na\n") == tuple(people("b", "a"))


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "李雷", 'a, "b"\nc'])
def test_any_name_comes_as_it_is(load, name):
    """Formulas, Chinese, a comma, quotes and a line break are text like any other."""
    quoted = name.replace('"', '""')
    assert load(f'id,name\ns1,"{quoted}"\n')[0].name == name


def test_extensions_are_for_one_exercise_or_for_all(load):
    """A date alone is for every exercise; several are separated by semicolons, and may have an hour."""
    one, other = load("id,extension\ns1,2026-10-08\ns2,01_yield=2026-10-08T12:00; 03_send=2026-10-09\n")
    assert one.extensions == {ALL: date(2026, 10, 8)}
    assert other.extensions == {"01_yield": datetime(2026, 10, 8, 12), "03_send": date(2026, 10, 9)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no column `id`"),
        ("name\nx\n", "line 1: there is no column `id`"),
        ("id\ns1\ns1\n", "line 3: the id 's1' stands there twice"),
        ("id,name\n,x\n", "line 2: column `id`: is empty"),
        ("id,language\ns1,fr\n", "line 2: column `language`: 'fr' is neither `en` nor `zh`"),
        ("id,extension\ns1,soon\n", "line 2: column `extension`: 'soon' is no date"),
        ("id,extension\ns1,09_x=2026-10-08\n", "line 2: column `extension`: there is no exercise '09_x'"),
        ("id,name\ns1,a,b\n", "line 2: has more cells than there are columns"),
        ('id\ns1\n"s2\n', "is not CSV"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(load, text, said):
    """The file, the line and the column."""
    with pytest.raises(UsageError) as told:
        load(text)
    assert "roster.csv: " in str(told.value)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_what_cannot_be_read_is_told(load, tmp_path):
    """A file in another encoding is told with its line, and so is one that is not there."""
    with pytest.raises(UsageError, match=r"not UTF-8 \(at line 2\)"):
        load("id\né\n", "latin-1")
    with pytest.raises(UsageError, match="cannot be read"):
        roster_of(read_written(tmp_path / "none.csv"), EXERCISES)


@pytest.mark.parametrize("learner", ["s1", "S1", "李雷", "lilei@example.edu", "lilei", "LiLei", " lilei"])
def test_a_learner_is_found_by_any_of_their_names(learner):
    """Id, name, email, or what stands before its @, in either case."""
    (person,) = people("s1", name="李雷", email="lilei@example.edu")
    found = match([person], [learner])
    assert found.people == {learner: person}
    assert (found.without_submission, found.without_person) == ((), ())


def test_letters_are_the_same_however_they_are_composed():
    """A folder that macOS has named `é` in two characters is that of somebody called so in one."""
    (person,) = people("s1", name="José")
    assert match([person], ["Jose\u0301"]).people == {"Jose\u0301": person}


def test_who_is_left_over_is_told_on_both_sides():
    """On the roster without a submission, and a submission of nobody on the roster."""
    one, other = people("s1", "s2")
    found = match([one, other], ["s1", "guest"])
    assert (found.without_submission, found.without_person) == ((other,), ("guest",))


def test_nobody_is_guessed():
    """A name that two people have is nobody's, and so are two submissions that one person may have made."""
    twins = people("s1", "s2", name="Li")
    assert match(twins, ["Li"]).people == {}
    (one,) = people("s3", name="Han")
    doubled = match([one], ["s3", "Han"])
    assert (doubled.people, doubled.without_person) == ({}, ("s3", "Han"))


def test_an_id_goes_before_anybody_elses_name():
    """Somebody whose name is another's id does not take their submission."""
    one, other = Person(id="ada"), Person(id="s2", name="Ada")
    assert match([one, other], ["ada"]).people == {"ada": one}
