"""A made-up class of any size, always the same for a seed: what the reports are tried on. Nothing is judged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from grader.causes import Cause, Diagnosis, Frame, Label, Row, Where
from grader.exercises import ExerciseInfo, load_course
from grader.flags import Flag, FoundBy
from grader.gradebook import Entry, Gradebook
from grader.language import say
from grader.results import CheckResult, Outcome, RunResult, Status
from grader.results_file import Results
from grader.scoring import score
from grader.settlement import RuleTexts, rules_of
from grader.submission_times import Source, Submitted
from grader.timelines import Kind, Lane, Span, Timeline
from grader.written import Written

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ("=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc', "<script>alert(1)</script>")
"""Learners whose names a careless format would take for something else."""
DUE = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰"
_CHECKS = 4
_LANES = tuple(
    Lane(name=f"job {n}", spans=(Span(start=0.0, end=float(n), kind=Kind.WAITING),)) for n in (1, 2, 4)
)
_MISTAKES = (
    Diagnosis(
        cause=Cause.ONE_AFTER_THE_OTHER,
        headline=say(
            "Took {seen} s, one after the other; at the same time they take {expected} s, the longest of them.",
            seen=7,
            expected=4,
        ),
        rows=(Row(label=Label.TOOK, text=say("{seconds} s, one after the other", seconds=7), source=""),),
        where=Where(file="kata.py", line=12),
        source="await job(delay)",
        timeline=Timeline(seen=_LANES, expected=_LANES),
    ),
    Diagnosis(
        cause=Cause.RAISED,
        headline=say("Raised {error}.", error="TypeError: can't send non-None value"),
        where=Where(file="kata.py", line=7),
        source="g.send(10)  # <script>alert(1)</script>",
        traceback=(Frame(file="kata.py", line=7, function="produce", source="g.send(10)"),),
    ),
    Diagnosis(cause=Cause.NOT_WRITTEN_YET, headline=say("`{name}` is not written yet.", name="foo")),
)
_FLAG = Flag(
    code="patched",
    reason="It changed time.sleep, which measures it.",
    file="kata.py",
    line=3,
    evidence="time.sleep = lambda seconds: None",
    found_by=FoundBy.CHECK,
)


@cache
def exercises() -> tuple[ExerciseInfo, ...]:
    """Those of the real course."""
    return tuple(exercise.info for exercise in load_course(ROOT).exercises)


def make_class(learners: int = 200, seed: int = 1) -> Results:
    """Results of a class with everything that a class has: late ones, flags, points that a person has set, ..."""
    rng, infos = random.Random(seed), exercises()
    names = [
        *HOSTILE,
        *(
            f"{rng.choice(FAMILY)}{rng.choice(GIVEN)}{rng.choice(GIVEN)} {number:03}"
            for number in range(learners - 4)
        ),
    ]
    who = tuple(sorted(names))
    table = tuple(tuple(_entries(learner, rng)) for learner in who)
    judged = Gradebook(exercises=infos, learners=who, table=table)
    rules = rules_of(_rules(who), infos, who)
    return Results(judged=judged, rules=rules, grader="1.0", python="3.11.7")


def _rules(who: tuple[str, ...]) -> RuleTexts:
    policy = (
        'timezone = "Asia/Shanghai"\nlate_days = 1\nlate.percent_per_day = 10\nlate.at_most_percent = 50\n'
    )
    policy += "".join(f"due.{info.id} = {DUE.isoformat()}\n" for info in exercises()[:3])
    rows = "".join(
        f'"s{n:04}","Name {n}",n{n}@example.edu,{"AB"[n % 2]},{n % 5},{("zh", "en")[n % 2]},\r\n'
        for n in range(9)
    )
    roster = (
        "id,name,email,section,group,language,extension\r\n"
        + rows
        + f"李雷,李雷,,A,1,zh,\r\n{who[-1]},,,B,2,en,\r\n"
    )
    override = f"""
[[override]]
learner = "李雷"
exercise = "{exercises()[0].id}"
points = "25/3"
reason = "the machine was down in the lab"
by = "Prof. Han"
"""
    return RuleTexts(
        policy=Written(name="course.toml", text=policy),
        roster=Written(name="roster.csv", text=roster),
        overrides=Written(name="overrides.toml", text=override),
    )


def _entries(learner: str, rng: random.Random) -> Iterator[Entry]:
    skill = rng.random()
    for number, info in enumerate(exercises()):
        run = _run(info, rng, skill - number / 60)
        made = DUE + timedelta(hours=rng.choice([-30, -3, -1, 20, 70]))
        yield Entry(
            learner=learner,
            exercise=info.id,
            digest=None if run.status is Status.MISSING else "sha256:" + f"{rng.getrandbits(256):064x}",
            run=run,
            score=score(info, run),
            submitted=Submitted(at=made, source=Source.GIT_AUTHOR),
        )


def _run(info: ExerciseInfo, rng: random.Random, skill: float) -> RunResult:
    dice = rng.random()
    if dice < 0.1:
        return RunResult(exercise=info.id, status=Status.MISSING)
    if dice < 0.11:
        flag = Flag(code="not_a_zip", reason="kata.zip is not a zip or is damaged: zip the folder again.")
        return RunResult(exercise=info.id, status=Status.UNGRADABLE, flags=(flag,))
    checks = tuple(
        _check(info, task, number, rng.random() < skill + 0.5, rng)
        for task in range(1, len(info.tasks) + 1)
        for number in range(_CHECKS)
    )
    flags = (_FLAG,) if rng.random() < 0.005 else ()
    return RunResult(exercise=info.id, status=Status.GRADED, checks=checks, flags=flags)


def _check(info: ExerciseInfo, task: int, number: int, passes: bool, rng: random.Random) -> CheckResult:
    name, title = f"test_{info.module}_{task}[{number}]", f"Fact {number} of task {task} holds."
    if passes:
        return CheckResult(id=name, task=task, outcome=Outcome.PASSED, title=title)
    mistake = rng.choice(_MISTAKES)
    return CheckResult(
        id=name,
        task=task,
        outcome=Outcome.FAILED,
        title=title,
        message=mistake.message,
        called="run_all([1, 2, 4])",
        where=mistake.where,
        output="<script>alert(1)</script>\n=1+1\n",
        diagnosis=mistake,
    )
