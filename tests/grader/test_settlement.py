"""What finally counts: lateness, extensions and overrides put together, each step beside the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from freezegun import freeze_time

from grader.errors import UsageError
from grader.flags import Flag, FoundBy
from grader.overrides import Override
from grader.policy import Policy
from grader.results import Outcome, Status
from grader.roster import ALL, Person
from grader.settlement import NO_RULES, Rules, RuleTexts, rules_of, settle, without_effect
from grader.submission_times import Source, Submitted
from grader.written import Written

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
DUE = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)
TENTH = Fraction(1, 10)
OLD, NEW = "sha256:old", "sha256:new"


def policy(**rules):
    """Both exercises are due on 1 October, the second a day later; each day costs a tenth."""
    due = {"01_one": DUE, "02_two": DUE + timedelta(days=1)}
    return Policy(**({"zone": UTC, "due": due, "per_day": TENTH} | rules))


@pytest.fixture
def hand_in(make_info, make_run, make_book):
    """A gradebook with what one learner hands in when the clock says `moment`; keywords are runs by exercise."""

    def handed(moment, learner="li", digest=NEW, **runs):
        infos = [make_info("01_one", tasks=1), make_info("02_two", tasks=1)]
        with freeze_time(moment):
            now = Submitted(at=datetime.now(UTC), source=Source.GIT_AUTHOR)
        third = make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one")
        found = {(learner, "01_one"): third} | {
            (learner, {"one": "01_one", "two": "02_two"}[name]): run for name, run in runs.items()
        }
        book = make_book(infos, found, digest)
        return replace(book, table=tuple(tuple(replace(e, submitted=now) for e in row) for row in book.table))

    return handed


def first(book, rules):
    """The first learner's first entry, settled."""
    return settle(book, rules).table[0][0]


@pytest.mark.parametrize(
    ("after", "points"), [(-1, "10/3"), (0, "10/3"), (1, "3"), (86_400, "3"), (86_401, "8/3")]
)
def test_lateness_takes_its_exact_share(hand_in, after, points):
    """A second after the due date a third of 10 points is worth 3, not 2.9999999: 10/3 times 9/10."""
    entry = first(hand_in(DUE + timedelta(seconds=after)), Rules(policy=policy()))
    assert entry.final == entry.after_lateness == Fraction(points)
    assert entry.score.points == Fraction(10, 3)
    assert entry.differs == (after > 0)


def test_without_rules_what_was_judged_counts(hand_in):
    """And there is nothing to say of time."""
    book = hand_in(DUE + timedelta(days=9))
    settled = settle(book, NO_RULES)
    assert list(settled.entries) == list(book.entries)
    assert first(book, NO_RULES).lateness is None


def test_settling_again_takes_the_place_of_what_was(hand_in):
    """The rules that are given last are in force, and nothing is taken off twice."""
    book = hand_in(DUE + timedelta(days=2))
    once = settle(book, Rules(policy=policy()))
    assert list(settle(once, Rules(policy=policy())).entries) == list(once.entries)
    kinder = settle(once, Rules(policy=policy(per_day=Fraction(1, 100))))
    assert kinder.table[0][0].final == Fraction(10, 3) * Fraction(98, 100)
    assert settle(once, NO_RULES).table[0][0].lateness is None


@pytest.mark.parametrize(
    ("extensions", "own", "days"),
    [
        ({}, {}, 9),
        ({"li": {"01_one": DUE + timedelta(days=2)}}, {}, 7),
        ({}, {"01_one": date(2026, 10, 3)}, 7),
        ({}, {ALL: date(2026, 10, 3)}, 7),
        ({"li": {"01_one": DUE + timedelta(days=4)}}, {"01_one": date(2026, 10, 3)}, 5),
        ({"s1": {"01_one": DUE + timedelta(days=4)}, "li": {"01_one": DUE}}, {}, 5),
    ],
    ids=["none", "policy", "roster", "roster for all", "both", "under the id"],
)
def test_the_latest_extension_counts(hand_in, extensions, own, days):
    """Wherever it stands, and whether under the learner's name or their id."""
    book = hand_in(DUE + timedelta(days=9))
    people = (Person(id="s1", name="li", extensions=own),)
    entry = first(book, Rules(policy=policy(extensions=extensions), people=people))
    assert entry.lateness.days == days
    assert entry.lateness.extended == bool(extensions or own)


def test_an_extension_ends_to_the_second(hand_in):
    """At its last second nothing is late, a second later it is."""
    rules = Rules(policy=policy(extensions={"li": {"01_one": DUE + timedelta(days=3)}}))
    at_the_end = hand_in(DUE + timedelta(days=3))
    after_it = hand_in(DUE + timedelta(days=3, seconds=1))
    assert (first(at_the_end, rules).lateness.days, first(after_it, rules).lateness.days) == (0, 1)


def test_an_override_wins_and_stands_beside(hand_in):
    """Over lateness too; what was judged, and what was left of it, can still be told."""
    override = Override(points=Fraction(25, 3), reason="lab", by="Han", digest=NEW)
    book = hand_in(DUE + timedelta(days=1))
    entry = first(book, Rules(policy=policy(), overrides={("li", "01_one"): override}))
    assert (entry.final, entry.score.points, entry.after_lateness) == (Fraction(25, 3), Fraction(10, 3), 3)
    assert (entry.outdated, entry.provisional) == (False, False)
    row = settle(book, Rules(overrides={("li", "01_one"): override})).row("li")
    assert (row.total, row.automatic_total) == (Fraction(25, 3), Fraction(10, 3))


def test_an_override_of_another_submission_wants_another_look(hand_in):
    """It still wins, but it is told of."""
    override = Override(points=Fraction(10), reason="lab", by="Han", digest=OLD)
    entry = first(hand_in(DUE), Rules(overrides={("li", "01_one"): override}))
    assert (entry.final, entry.outdated, entry.provisional, entry.is_full) == (10, True, True, False)


def test_an_override_settles_a_flag(hand_in, make_run):
    """That is what looking ends with; another learner's flag stays."""
    flag = Flag(code="patched", reason="...", found_by=FoundBy.SCAN)
    flagged = replace(make_run((1, PASSED), slug="01_one"), flags=(flag,))
    book = hand_in(DUE, one=flagged)
    override = Override(points=Fraction(10), reason="looked", by="Han")
    assert first(book, NO_RULES).provisional
    settled = first(book, Rules(overrides={("li", "01_one"): override}))
    assert (settled.provisional, settled.is_full) == (False, True)
    assert settle(book, NO_RULES).row("li").provisional == 1


def test_an_override_scores_what_had_no_score(hand_in, make_run):
    """Something that could not be taken counts once a person has set its points."""
    book = hand_in(DUE, one=make_run(slug="01_one", status=Status.UNGRADABLE))
    override = Override(points=Fraction(6), reason="by mail", by="Han")
    assert (first(book, NO_RULES).final, settle(book, NO_RULES).row("li").unscored) == (None, 1)
    settled = settle(book, Rules(overrides={("li", "01_one"): override}))
    assert (settled.table[0][0].final, settled.row("li").unscored) == (6, 0)


def test_late_days_go_where_they_save_points(hand_in, make_run):
    """Not to what earned nothing, nor to what a person has set; then to the earliest due date."""
    whole = {"one": make_run((1, PASSED), slug="01_one"), "two": make_run((1, PASSED), slug="02_two")}
    rules = Rules(policy=policy(late_days=2))
    late = DUE + timedelta(days=2)  # the first is two days late, the second one
    settled = settle(hand_in(late, **whole), rules).table[0]
    assert [entry.lateness.excused for entry in settled] == [2, 0]
    nothing = whole | {"one": make_run((1, FAILED), slug="01_one")}
    assert [entry.lateness.excused for entry in settle(hand_in(late, **nothing), rules).table[0]] == [0, 1]
    override = {("li", "01_one"): Override(points=Fraction(10), reason="lab", by="Han")}
    settled = settle(hand_in(late, **whole), replace(rules, overrides=override)).table[0]
    assert [entry.lateness.excused for entry in settled] == [0, 1]


def test_a_time_that_nobody_knows_wants_a_look(hand_in):
    """Nothing is taken off; with points that a person has set, nobody needs to look."""
    book = hand_in(DUE)
    book = replace(
        book, table=tuple(tuple(replace(e, submitted=Submitted()) for e in row) for row in book.table)
    )
    entry = first(book, Rules(policy=policy()))
    assert (entry.final, entry.time_unknown, entry.provisional) == (Fraction(10, 3), True, True)
    override = {("li", "01_one"): Override(points=Fraction(4), reason="asked", by="Han")}
    assert not first(book, Rules(policy=policy(), overrides=override)).provisional
    assert not first(book, Rules(policy=policy(due={}))).provisional


@pytest.mark.parametrize("status", [Status.MISSING, Status.UNGRADABLE, Status.INFRASTRUCTURE_ERROR])
def test_what_was_not_judged_is_never_late(hand_in, make_run, status):
    """There is nothing that lateness could take."""
    book = hand_in(DUE + timedelta(days=30), one=make_run(slug="01_one", status=status))
    assert first(book, Rules(policy=policy())).lateness is None


def test_a_part_of_a_table_is_settled_too(hand_in):
    """However a row is asked for, the rules are in force."""
    book = hand_in(DUE + timedelta(days=1))
    settled = settle(book, Rules(policy=policy()))
    assert (
        settled.table[:1][0][0].final == settled.table[0][0].final == settled.row("li").entries[0].final == 3
    )
    assert len(settled.table) == 1


def test_who_is_nobody_is_named(hand_in):
    """A misspelt name in course.toml would leave a learner without their extension."""
    book = hand_in(DUE)
    dates = {"01_one": DUE}
    rules = Rules(
        policy=policy(extensions={"li": dates, "s1": dates, "lee": dates}),
        people=(Person(id="s1", name="li"),),
        texts=RuleTexts(policy=Written(name="p.toml", text="")),
    )
    assert list(without_effect(book, rules)) == [
        "p.toml gives an extension to 'lee', who is nobody of this class"
    ]
    assert list(without_effect(book, NO_RULES)) == []


def test_overrides_may_name_whoever_is_on_the_roster(hand_in):
    """A course has one file for all its sections; whoever handed nothing in here is named, and nothing else is lost."""
    book = hand_in(DUE)
    entry = '[[override]]\nlearner = "{}"\nexercise = "01_one"\npoints = 1\nreason = "r"\nby = "b"\n'
    texts = RuleTexts(
        roster=Written(name="r.csv", text="id,name\ns1,li\ns2,wang\n"),
        overrides=Written(name="o.toml", text=entry.format("li") + entry.format("wang")),
    )
    rules = rules_of(texts, book.exercises, book.learners)
    assert list(without_effect(book, rules)) == ["o.toml sets points of 'wang', who handed nothing in here"]
    assert settle(book, rules).row("li").entries[0].final == 1
    with pytest.raises(UsageError, match=r"override 1, field `learner`: nobody is called 's1' in these"):
        rules_of(
            replace(texts, overrides=Written(name="o.toml", text=entry.format("s1"))),
            book.exercises,
            book.learners,
        )


def test_rules_are_read_from_their_texts(hand_in):
    """What is wrong in one is told with its name; an override of nobody is wrong."""
    book = hand_in(DUE)
    texts = RuleTexts(
        policy=Written(name="a.toml", text="due.01_one = 2026-10-01\n"),
        roster=Written(name="b.csv", text="id\nli\n"),
        overrides=Written(name="c.toml", text=""),
    )
    rules = rules_of(texts, book.exercises, book.learners)
    assert (rules.policy.due["01_one"].hour, [person.id for person in rules.people]) == (23, ["li"])
    wrong = Written(
        name="c.toml",
        text='[[override]]\nlearner = "x"\nexercise = "01_one"\npoints = 1\nreason = "r"\nby = "b"\n',
    )
    with pytest.raises(UsageError, match=r"c.toml: override 1, field `learner`: nobody is called 'x'"):
        rules_of(replace(texts, overrides=wrong), book.exercises, book.learners)


def test_rules_of_a_whole_course_hold_for_a_part_of_it(hand_in):
    """Who grades one exercise has the rules of all; only an exercise that the course does not have is a mistake."""
    book = hand_in(DUE)
    entry = '[[override]]\nlearner = "{}"\nexercise = "{}"\npoints = 1\nreason = "r"\nby = "b"\n'
    texts = RuleTexts(
        policy=Written(name="a.toml", text="due.01_one = 2026-10-01\ndue.09_later = 2026-10-08\n"),
        roster=Written(name="b.csv", text="id,extension\nli,09_later=2026-10-09\n"),
        overrides=Written(name="c.toml", text=entry.format("li", "01_one") + entry.format("li", "09_later")),
    )
    rules = rules_of(texts, book.exercises, book.learners, ("09_later",))
    assert list(rules.overrides) == [("li", "01_one")]
    assert settle(book, rules).row("li").entries[0].final == 1
    for text in ({"policy": texts.policy}, {"roster": texts.roster}, {"overrides": texts.overrides}):
        with pytest.raises(UsageError, match="there is no exercise '09_later'"):
            rules_of(RuleTexts(**text), book.exercises, book.learners)
