"""Grading a class, on one screen: collect → judge → score → report.

Nothing is judged or rendered here; this module only passes the data on, and works with any executor. What was judged
is written to `results.json` before anything is rendered; every report is made of that, in `grader.publishing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from platform import python_version

from grader import __version__
from grader.collecting import collect
from grader.exercises import Course, Exercise
from grader.flags import Flag
from grader.gradebook import Entry, Gradebook
from grader.judge import JudgeSetup, judge_here
from grader.language import read_catalogue
from grader.manifests import Manifest
from grader.reports.output import write_all
from grader.results import Job, RunResult, Status
from grader.results_file import NAME, Results, dump, load
from grader.scoring import score
from grader.settlement import NO_RULES, RuleTexts, rules_of
from grader.submission_times import UNKNOWN
from grader.submissions import Collection, Submission

Progress = Callable[[int, int], None]
"""Is called with how many submissions are judged, and how many there are."""


def grade(
    paths: Sequence[Path],
    course: Course,
    exercises: Sequence[Exercise],
    executor: Executor,
    *,
    texts: RuleTexts = NO_RULES.texts,
    manifest: Manifest | None = None,
    confine: bool = True,
    progress: Progress = lambda done, total: None,
) -> tuple[Results, Collection]:
    """Grade the submissions below `paths` to `exercises`, by the rules of `texts`.

    `manifest` says when submissions were made that do not say so themselves.

    Raises UsageError where there is nothing to grade, or a rule cannot be understood. A submission that cannot be
    taken, or that the machine failed on, has an entry that says so.
    """
    slugs = tuple(exercise.slug for exercise in exercises)
    collection = collect(paths, {one.slug: one.module for one in course.exercises}, slugs, manifest)
    not_graded = tuple(exercise.slug for exercise in course.exercises if exercise.slug not in slugs)
    rules = rules_of(texts, [exercise.info for exercise in exercises], collection.learners, not_graded)
    setup = JudgeSetup(root=str(course.root), exercises=slugs, confine=confine)
    runs = judge_all(collection.submissions, exercises, setup, executor, progress)
    judged = gradebook(collection, exercises, runs)
    results = Results(
        judged=judged,
        rules=rules,
        grader=__version__,
        python=python_version(),
        not_graded=not_graded,
    )
    return results, collection


def judge_all(
    submissions: Sequence[Submission],
    exercises: Sequence[Exercise],
    setup: JudgeSetup,
    executor: Executor,
    progress: Progress,
) -> list[RunResult]:
    """Judge every submission; the results are in the order of the submissions."""
    modules = {exercise.slug: exercise.module for exercise in exercises}
    progress(0, len(submissions))
    done = 0

    def count(future: Future[RunResult]) -> None:
        nonlocal done
        if not future.cancelled():
            done += 1
            progress(done, len(submissions))

    futures = []
    for one in submissions:
        job = Job(exercise=one.exercise, module=modules[one.exercise], files=one.files)
        futures.append(executor.submit(judge_here, setup, job))
        futures[-1].add_done_callback(count)
    return [future.result() for future in futures]


def gradebook(collection: Collection, exercises: Sequence[Exercise], runs: Sequence[RunResult]) -> Gradebook:
    """Score the runs, and give every learner an entry for every exercise."""
    pairs = [(one.learner, one.exercise) for one in collection.submissions]
    judged = dict(zip(pairs, runs, strict=True))
    digests = dict(zip(pairs, (one.digest for one in collection.submissions), strict=True))
    submitted = dict(zip(pairs, (one.submitted for one in collection.submissions), strict=True))
    rejected = _rejected(collection, [exercise.slug for exercise in exercises])

    def entry(learner: str, exercise: Exercise) -> Entry:
        pair = learner, exercise.slug
        run = judged.get(pair) or _not_judged(exercise.slug, bool(rejected[pair]))
        run = replace(run, flags=(*run.flags, *rejected[pair]))
        points = score(exercise.info, run)
        return Entry(
            learner=learner,
            exercise=exercise.slug,
            digest=digests.get(pair),
            run=run,
            score=points,
            submitted=submitted.get(pair, UNKNOWN),
        )

    return Gradebook(
        exercises=tuple(exercise.info for exercise in exercises),
        learners=collection.learners,
        table=tuple(
            tuple(entry(learner, exercise) for exercise in exercises) for learner in collection.learners
        ),
        chinese={exercise.slug: tuple(read_catalogue(exercise.chinese)) for exercise in exercises},
    )


def _rejected(collection: Collection, slugs: Sequence[str]) -> defaultdict[tuple[str, str], list[Flag]]:
    """What could not be taken, by learner and exercise."""
    rejected = defaultdict[tuple[str, str], list[Flag]](list)
    for rejection in collection.rejections:
        for slug in slugs if rejection.exercise is None else [rejection.exercise]:
            rejected[rejection.learner, slug].append(Flag(code=rejection.code, reason=rejection.reason))
    return rejected


def _not_judged(exercise: str, rejected: bool) -> RunResult:
    return RunResult(exercise=exercise, status=Status.UNGRADABLE if rejected else Status.MISSING)


def write_results(results: Results, folder: Path) -> Results:
    """Write `results.json`, and give it as it was read back: of that, every report is made. Raises UsageError."""
    write_all(folder, [(NAME, dump(results))])
    return load(folder)


def change_rules(results: Results, texts: RuleTexts) -> Results:
    """The results with other rules in force, where `texts` has some. Raises UsageError."""
    known = results.rules.texts
    merged = RuleTexts(
        policy=texts.policy or known.policy,
        roster=texts.roster or known.roster,
        overrides=texts.overrides or known.overrides,
    )
    judged = results.judged
    rules = rules_of(merged, judged.exercises, judged.learners, results.not_graded)
    return replace(results, rules=rules)
