"""`results.json` follows its published schema, and everything can be read back from it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from importlib.resources import files

import msgspec
import pytest
from jsonschema import Draft202012Validator

from grader.causes import Cause, Diagnosis, Frame, Label, Row
from grader.errors import UsageError
from grader.flags import FoundBy
from grader.gradebook import Entry, Gradebook
from grader.language import Sentence, say
from grader.results import FORMAT, CheckResult, Flag, Outcome, RunResult, Status, Where
from grader.results_file import Results, dump, load
from grader.scoring import score
from grader.settlement import NO_RULES, RuleTexts, rules_of
from grader.submission_times import Source, Submitted
from grader.timelines import Kind, Lane, Span, Timeline
from grader.written import Written

SCHEMA = json.loads(files("grader").joinpath("results.v1.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
DIGEST = "sha256:" + "0f" * 32
TRICKY = ["=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc', "</script>", "x" * 200, "é\u2028"]

LANE = Lane(name="job 1", spans=(Span(start=0.0, end=1.5, kind=Kind.WAITING),))
DIAGNOSIS = Diagnosis(
    cause=Cause.WRONG_VALUE,
    headline=say("Gave {seen}, expected {expected}.", seen="3", expected="4"),
    details=(Sentence("And more."),),
    rows=(Row(label=Label.WHY, text=say("Number {number} is missing: {expected}.", number=1, expected="4")),),
    where=Where(file="kata.py", line=10),
    source="return 3",
    timeline=Timeline(seen=(LANE,), expected=(LANE,)),
    traceback=(Frame(file="kata.py", line=10, function="f", source="return 3"),),
)
CHECKS = (
    CheckResult(id="test_a[1]", task=1, outcome=Outcome.PASSED, title="A holds.", elapsed=4.5),
    CheckResult(
        id="test_b",
        task=1,
        outcome=Outcome.FAILED,
        message="Gave 3, expected 4.\nAnd more.",
        called="f(2)",
        where=Where(file="kata.py", line=10),
        output="x\n",
        diagnosis=DIAGNOSIS,
    ),
    CheckResult(id="test_c", task=1, outcome=Outcome.NOT_RUN),
    CheckResult(id="test_d", task=2, outcome=Outcome.TIMED_OUT),
    CheckResult(id="test_e", task=3, outcome=Outcome.ERRORED),
)


@pytest.fixture
def book(make_info, make_book):
    """One exercise of three tasks; a run of each status, one of them flagged."""
    flag = Flag(code="looks", reason="Look at this.", file="kata.py", line=3)
    graded = RunResult(exercise="01_kata", status=Status.GRADED, checks=CHECKS, flags=(flag,))
    runs = {("graded", "01_kata"): graded}
    for status in (Status.MISSING, Status.UNGRADABLE, Status.INFRASTRUCTURE_ERROR):
        runs[str(status), "01_kata"] = RunResult(exercise="01_kata", status=status, message="why")
    return make_book([make_info(tasks=3)], runs, DIGEST)


def render(book, rules=NO_RULES):
    """The text of a results.json."""
    return "".join(dump(Results(judged=book, rules=rules, grader="1.2", python="3.11.7")))


def results(book, rules=NO_RULES):
    """The results of a rendered gradebook, by learner."""
    return {result["learner"]: result for result in json.loads(render(book, rules))["results"]}


def test_the_schema_is_itself_sound():
    """It is valid JSON Schema 2020-12, strict everywhere, and describes every field."""
    Draft202012Validator.check_schema(SCHEMA)
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert definition["description"]
        if definition["type"] == "object":
            assert definition["additionalProperties"] is False
            left_out = {
                "diagnosis",
                "not_graded",
            }  # results from before there were any still follow the schema
            assert sorted(definition["required"]) == sorted(set(definition["properties"]) - left_out)
            for field in definition["properties"].values():
                assert "description" in field or "$ref" in field


def test_the_schema_knows_every_status_and_outcome():
    """The enums of the schema are those of the code, and so is the name of the format."""
    assert SCHEMA["$defs"]["status"]["enum"] == [str(status) for status in Status]
    assert SCHEMA["$defs"]["outcome"]["enum"] == [str(outcome) for outcome in Outcome]
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


def test_a_gradebook_follows_the_schema(book):
    """A rendering with every status, outcome and kind of field is valid."""
    VALIDATOR.validate(json.loads(render(book)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.update(extra=1),
        lambda document: document["results"][0].update(extra=1),
        lambda document: document["results"][0].pop("digest"),
        lambda document: document["results"][0].update(status="lost"),
        lambda document: document["results"][0].update(score=None),
        lambda document: document["results"][0]["checks"][0].update(outcome="skipped"),
        lambda document: document["results"][0].update(final_exact="1.5"),
        lambda document: document["results"][0].update(outcomes="..x"),
        lambda document: document["results"][0]["checks"][0]["where"].pop("line"),
        lambda document: document["results"][1].update(score=0, score_exact="0"),
    ],
)
def test_what_is_not_a_gradebook_breaks_the_schema(book, spoil):
    """A field too many or too few, an unknown word, a score of 0 where there is none: all are refused."""
    document = json.loads(render(book))
    assert document["results"][1]["status"] == "infrastructure_error"
    spoilt = copy.deepcopy(document)
    spoil(spoilt)
    assert VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid(spoilt)


def test_the_head_says_what_graded_and_what_was_graded(book):
    """Format, versions and exercises stand before the results."""
    document = json.loads(render(book))
    assert (document["format"], document["grader"]) == ("grader/results/v1", "1.2")
    (exercise,) = document["exercises"]
    assert {name: exercise[name] for name in ("id", "title", "title_zh", "points")} == {
        "id": "01_kata",
        "title": "A kata",
        "title_zh": "练习",
        "points": 10,
    }
    assert [task["title"] for task in exercise["tasks"]] == ["the task 1", "the task 2", "the task 3"]
    assert exercise["checks"][0] == {"id": "test_a[1]", "task": 1, "title": "A holds."}
    assert document["learners"] == ["graded", "infrastructure_error", "missing", "ungradable"]


def test_a_check_that_failed_is_told_in_full(book):
    """Every field of a check."""
    assert results(book)["graded"]["checks"][0] == {
        "id": "test_b",
        "task": 1,
        "outcome": "failed",
        "title": "",
        "message": "Gave 3, expected 4.\nAnd more.",
        "called": "f(2)",
        "elapsed": 0.0,
        "where": {"file": "kata.py", "line": 10},
        "output": "x\n",
        "diagnosis": json.loads(msgspec.json.encode(DIAGNOSIS)),
    }


def test_a_diagnosis_can_be_read_back(book):
    """A result that was written can be shown again, in another language too."""
    written = results(book)["graded"]["checks"][0]["diagnosis"]
    assert msgspec.convert(written, Diagnosis) == DIAGNOSIS


def test_the_schema_knows_every_cause_and_label():
    """The enumerations are those of the records."""
    assert SCHEMA["$defs"]["diagnosis"]["properties"]["cause"]["enum"] == [*Cause]
    assert SCHEMA["$defs"]["row"]["properties"]["label"]["enum"] == [*Label]
    assert SCHEMA["$defs"]["span"]["properties"]["kind"]["enum"] == [*Kind]


def test_a_check_that_passed_is_a_letter(book):
    """Each outcome has one, in the spec's order; only what did not pass is told of."""
    result = results(book)["graded"]
    assert result["outcomes"] == ".FNTE"
    assert [check["id"] for check in result["checks"]] == ["test_b", "test_c", "test_d", "test_e"]


def test_a_result_without_a_verdict_has_no_score(book):
    """Missing is 0; ungradable and infrastructure_error are null, with the reason beside."""
    found = {
        status: (result["score"], result["score_exact"], result["max_score"], result["message"])
        for status, result in results(book).items()
        if status != "graded"
    }
    assert found == {
        "missing": (0, "0", 10, "why"),
        "ungradable": (None, None, 10, "why"),
        "infrastructure_error": (None, None, 10, "why"),
    }


def test_checks_of_a_run_without_a_score_have_no_points(make_info):
    """Checks that were judged before the machine failed stay visible, all of them, as there is no spec to go by."""
    info = make_info(tasks=3)
    run = RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR, checks=CHECKS)
    entry = Entry(learner="a", exercise="01_kata", digest=None, run=run, score=score(info, run))
    document = json.loads(render(Gradebook(exercises=(info,), learners=("a",), table=((entry,),))))
    VALIDATOR.validate(document)
    assert [check["id"] for check in document["results"][0]["checks"]] == [check.id for check in CHECKS]
    assert document["results"][0]["outcomes"] is None
    assert document["results"][0]["digest"] is None


def test_flags_and_digest_are_kept(book):
    """What a person must look at comes with its line; the digest says what was judged."""
    result = results(book)["graded"]
    assert result["flags"] == [
        {
            "code": "looks",
            "reason": "Look at this.",
            "file": "kata.py",
            "line": 3,
            "evidence": "",
            "found_by": "collection",
        }
    ]
    assert result["provisional"] is False
    assert result["digest"] == DIGEST


@pytest.mark.parametrize("found_by", FoundBy)
def test_a_flag_of_any_kind_follows_the_schema(make_info, make_run, make_book, found_by):
    """What puts the measurement in doubt makes the score provisional; it stands as it was found."""
    flag = Flag(
        code="patched", reason="It changed a part of Python.", evidence="time.sleep", found_by=found_by
    )
    run = replace(make_run((1, Outcome.PASSED)), flags=(flag,))
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): run})
    VALIDATOR.validate(json.loads(render(book)))
    result = results(book)["li"]
    assert (result["score"], result["provisional"]) == (10, found_by is not FoundBy.COLLECTION)
    assert result["flags"][0]["found_by"] == str(found_by)


@pytest.mark.parametrize("passed", range(8))
def test_fractions_come_back_exactly(make_info, make_run, make_book, passed):
    """Points read from the exact field are the score of the run."""
    info = make_info(points=10, tasks=1)
    run = make_run(*[(1, Outcome.PASSED if number < passed else Outcome.FAILED) for number in range(7)])
    result = results(make_book([info], {("a", "01_kata"): run}))["a"]
    assert Fraction(result["score_exact"]) == score(info, run).points == Fraction(10 * passed, 7)
    assert result["score"] == pytest.approx(10 * passed / 7)


def test_any_learner_comes_back(make_info, make_run, make_book):
    """Formulas, Chinese, quotes, commas and line breaks are kept as they are, in any text."""
    info = make_info(tasks=1)
    runs = {}
    for name in TRICKY:
        check = CheckResult(id=name, task=1, outcome=Outcome.FAILED, message=name, called=name, output=name)
        runs[name, "01_kata"] = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    book = make_book([info], runs)
    found = results(book)
    assert sorted(found) == sorted(TRICKY)
    for name in TRICKY:
        check = found[name]["checks"][0]
        assert {check[field] for field in ("id", "message", "called", "output")} == {name}
    VALIDATOR.validate(json.loads(render(book)))


def test_the_text_can_be_compared(book):
    """Rendering twice gives the same text, a line for each result, ended by a line break."""
    text = render(book)
    assert text == render(book)
    assert text.startswith('{\n"format": "grader/results/v1",\n')
    assert sum(line.startswith('{"learner":') for line in text.splitlines()) == 4
    assert text.endswith("}\n")


# --- reading ----------------------------------------------------------------------------------------------------


@pytest.fixture
def put(tmp_path):
    """Write a results.json; give its folder."""

    def write(text):
        (tmp_path / "results.json").write_text(text, "utf-8", newline="")
        return tmp_path

    return write


RULES = RuleTexts(
    policy=Written(name="course.toml", text="due.01_kata = 2026-10-01\n[late]\npercent_per_day = 10\n"),
    roster=Written(name="roster.csv", text="id,name\r\ngraded,李雷\r\nabsent,Han\r\n"),
    overrides=Written(
        name="overrides.toml",
        text='[[override]]\nlearner = "ungradable"\nexercise = "01_kata"\npoints = "25/3"\n'
        'reason = "lab"\nby = "Han"\n',
    ),
)


def entries_of(book):
    """Every entry, without what is not kept of a check that passed."""
    return [
        replace(
            entry, run=replace(entry.run, checks=tuple(replace(one, elapsed=0.0) for one in entry.run.checks))
        )
        for entry in book.entries
    ]


def test_what_is_written_comes_back(book, put):
    """Every entry, exercise and learner; and what is read is written as it was, to the byte."""
    text = render(book)
    read = load(put(text))
    assert (read.judged.exercises, read.judged.learners) == (book.exercises, book.learners)
    assert entries_of(read.judged) == entries_of(book)
    assert "".join(dump(read)) == text


def test_the_rules_come_back_with_the_results(book, put):
    """They are in force again, from results.json alone, and other programs find what follows from them."""
    late = Submitted(at=datetime(2026, 10, 3, 12, tzinfo=UTC), source=Source.MANIFEST)
    book = replace(
        book, table=tuple(tuple(replace(one, submitted=late) for one in row) for row in book.table)
    )
    rules = rules_of(RULES, book.exercises, book.learners)
    text = render(book, rules)
    VALIDATOR.validate(json.loads(text))
    read = load(put(text))
    assert read.rules == rules
    assert "".join(dump(read)) == text
    found = results(book, rules)
    assert found["ungradable"]["final_exact"] == "25/3"
    assert found["ungradable"]["override"]["by"] == "Han"
    assert found["graded"]["lateness"]["days"] == 2
    assert Fraction(found["graded"]["final_exact"]) == Fraction(found["graded"]["score_exact"]) * Fraction(
        8, 10
    )
    assert read.book.row("graded").person.name == "李雷"
    assert [person.id for person in read.book.roster.without_submission] == ["absent"]


def test_what_was_not_graded_comes_back(book, put):
    """So that rules of the whole course can be read again; a file from before it was kept is read as ever."""
    policy = Written(name="p.toml", text="due.01_kata = 2026-10-01\ndue.02_kata = 2026-10-02\n")
    rules = rules_of(RuleTexts(policy=policy), book.exercises, book.learners, ("02_kata",))
    written = Results(judged=book, rules=rules, grader="1", python="3", not_graded=("02_kata",))
    text = "".join(dump(written))
    VALIDATOR.validate(json.loads(text))
    read = load(put(text))
    assert (read.not_graded, read.rules) == (("02_kata",), rules)
    older = json.loads(render(book))
    del older["not_graded"]
    assert load(put(json.dumps(older))).not_graded == ()


def test_checks_that_the_exercise_does_not_have_come_back(make_info, put):
    """A run of which other checks are known than of the others is told in full."""
    info = make_info(tasks=3)
    run = RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR, checks=CHECKS)
    entry = Entry(learner="a", exercise="01_kata", digest=None, run=run, score=score(info, run))
    read = load(put(render(Gradebook(exercises=(info,), learners=("a",), table=((entry,),)))))
    assert list(read.judged.entries) == [entry]


def test_a_row_is_read_when_it_is_asked_for(book, put):
    """A large class is never held as a whole: each asking gives new records, of the same content."""
    table = load(put(render(book))).judged.table
    assert table[0] == table[0]
    assert table[0] is not table[0]
    assert [row[0].learner for row in table[1:3]] == ["infrastructure_error", "missing"]


def test_what_passed_is_one_record_for_everybody(make_info, make_run, make_book, put):
    """Ten thousand full scores do not need ten thousand copies."""
    run = make_run((1, Outcome.PASSED), (2, Outcome.PASSED))
    table = load(
        put(render(make_book([make_info()], {("a", "01_kata"): run, ("b", "01_kata"): run})))
    ).judged.table
    assert table[0][0].run.checks is table[1][0].run.checks


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[: len(text) // 2], "is not whole, or no JSON"),
        (lambda text: "", "is not whole, or no JSON"),
        (lambda text: "[]", "Expected `object`, got `array`"),
        (lambda text: "{}", "has no field `format`"),
        (lambda text: text.replace("results/v1", "results/v7"), "'grader/results/v7', and this grader reads"),
        (lambda text: text.replace('"grader": "1.2",', ""), "missing required field `grader`"),
        (lambda text: text.replace('"learners": [', '"learners": ["zoe",'), "has 4 results, but there are 1"),
        (
            lambda text: text.replace('"points":10', '"points":"ten"'),
            "Expected `int`, got `str` - at `$.exercises",
        ),
    ],
)
def test_a_file_that_is_none_is_one_line(book, put, spoil, said):
    """It names the file and the place, and says what to do."""
    folder = put(spoil(render(book)))
    with pytest.raises(UsageError) as error:
        load(folder)
    assert str(error.value).startswith(f"{folder / 'results.json'}: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace('".FNTE"', '".FNT"'), "field `outcomes`: has 4 letters for 5 checks"),
        (lambda text: text.replace('".FNTE"', '"..NTE"'), "`outcomes` and `checks` say different things"),
        (
            lambda text: text.replace('".FNTE"', '".....' + '"'),
            "`outcomes` and `checks` say different things",
        ),
        (
            lambda text: text.replace('"id":"test_c"', '"id":"test_x"', 2).replace(
                '"id":"test_x"', '"id":"test_c"', 1
            ),
            "`outcomes` and `checks` say different things",
        ),
        (
            lambda text: text.replace('"score_exact":"10/9"', '"score_exact":"10"'),
            "set other points in overrides.toml",
        ),
        (
            lambda text: text.replace('{"learner":"graded"', '{"learner":"grated"'),
            "is of 'grated' and 01_kata",
        ),
        (lambda text: text.replace('"status":"graded"', '"status":"great"'), "Invalid enum value 'great'"),
    ],
)
def test_a_result_that_cannot_be_is_one_line(book, put, spoil, said):
    """Letters and checks must agree, and the score must be theirs: it cannot be changed by hand."""
    table = load(put(spoil(render(book)))).judged.table
    with pytest.raises(UsageError) as error:
        table[0]
    assert "results.json: results[0]: " in str(error.value)
    assert said in str(error.value)


def test_no_file_is_one_line(tmp_path):
    """It says which command writes it."""
    with pytest.raises(UsageError, match=r"results.json: is not there; `grader grade .* writes it"):
        load(tmp_path)
