"""What a table may look like that somebody has written or exported, and what is told of one that cannot be used."""

import pytest

from grader.errors import UsageError
from grader.tables import read_table
from grader.written import Written


def rows(text, required=("id",), optional=("name", "extension")):
    """The cells of each row, with where it stands."""
    table = read_table(Written(name="t.csv", text=text), required, optional)
    return [(row.where.removeprefix("t.csv: line "), *row.cells.values()) for row in table]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_separated_as_excel_does_it_anywhere(separator):
    """Commas, semicolons or tabs: the first line tells, and the other signs are text."""
    text = 'id|name|extension\ns1|"Li, Lei; \t"|\n'.replace("|", separator)
    assert rows(text) == [("2", "s1", "Li, Lei; \t".strip(), "")]


def test_columns_are_known_in_either_case():
    """`ID` is `id`; a column that is not asked for is let be."""
    assert rows("Name, ID ,shoe\nAnn,s1,38\n") == [("2", "s1", "Ann", "")]


def test_only_one_column():
    """Without anything that separates."""
    assert rows("id\r\ns1\r\ns2") == [("2", "s1", "", ""), ("3", "s2", "", "")]


def test_rows_without_a_word_are_passed_over():
    """Excel leaves them where something was deleted; a short row, and empty cells too many, do no harm."""
    assert rows("id,name\n\n,\n , ,,\ns1\ns2,Ann,,\n") == [("5", "s1", "", ""), ("6", "s2", "Ann", "")]


def test_a_row_stands_where_it_begins():
    """A cell with a line break makes it no other."""
    assert [row[0] for row in rows('id,name\ns1,"a\nb"\ns2,c\n')] == ["2", "4"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no column `id`; the columns are id, name, extension"),
        ("name\n", "line 1: there is no column `id`"),
        ("id,extention\n", "line 1: column `extention`: call it `extension`"),
        ("ids\n", "line 1: column `ids`: call it `id`"),
        ("id,name,Name\n", "line 1: the column `name` stands there twice"),
        ("id,name\ns1,a,b\n", "line 2: has more cells than there are columns"),
        ('"id\n', "line 1: is not CSV: unexpected end of data"),
        ('id\ns1\n"s2\ns3\n', "line 3: is not CSV: unexpected end of data"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(text, said):
    """The file, the line and the column."""
    with pytest.raises(UsageError) as told:
        rows(text)
    assert str(told.value).startswith(f"t.csv: {said}")
    assert "\n" not in str(told.value)


def test_a_name_that_is_alike_beside_the_right_one_is_another():
    """Only what is missing can be misspelt."""
    assert rows("id,name,names\ns1,a,b\n") == [("2", "s1", "a", "")]
