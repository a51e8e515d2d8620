"""The pytest adapter, and only that: marks, fixtures, what is collected, and what a learner is shown.

In a learner's own pytest, scenarios run in-process (`grader.learners`). A judge puts its sandbox in place of that
by `config.stash[BACKEND]`; the specs do not notice. What becomes of an item is `grader.items`' business. Outside a
course the plugin does nothing.
"""

from __future__ import annotations

import logging
import random
import warnings
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from grader import clock, recording
from grader.causes import OF_THE_FILE
from grader.clock import places
from grader.clock.pytest_plugin import CLOCK
from grader.errors import CourseError, SubmissionError, UsageError
from grader.exercises import Exercise, load_exercise
from grader.items import (
    BACKEND,
    EVIDENCE,
    EXERCISE,
    ScenarioCall,
    begin,
    conclude,
    exercise_of,
    fault_of,
    is_hidden,
    note_comparison,
    task_of,
)
from grader.language import choose, words_for_texts
from grader.learners import LearnerFiles, absent_in
from grader.observation import Observation
from grader.results import CheckResult
from grader.sandbox import observe
from grader.specs import Scenario, load_scenarios
from grader.summary import Summary
from grader.telling import Feedback, lines_of_example, speaker_of
from grader.whereabouts import exercise_toml, hidden_specs, is_for_learners

_LEARNERS = pytest.StashKey[dict[str, LearnerFiles]]()
_TOLD = pytest.StashKey[set[tuple[str, int]]]()
"""(exercise, task) that a learner has been told of, one cause at a time; task 0 is the file as a whole."""
_SUMMARY = pytest.StashKey[Summary]()
MAKE = "make_for"
"""The attribute of a fixture's function that makes its value from a request: all that it needs of pytest."""
PRINTED = 2000
"""Characters shown of what a program printed during a public example."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--lang`."""
    parser.getgroup("exercises").addoption(
        "--lang",
        metavar="LANGUAGE",
        help="the language of the feedback on an exercise: en or zh (default: GRADER_LANG, else the locale)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark, and add the hidden specs of every exercise that the command names."""
    config.addinivalue_line("markers", "task(number): the task of the exercise that a check belongs to")
    config.stash[_LEARNERS] = {}
    config.stash[_TOLD] = set()
    recording.register(config)
    summary = config.stash[_SUMMARY] = Summary()
    config.pluginmanager.register(summary, "grader-summary")
    present = dict.fromkeys(
        _path(config, argument) for argument in config.args
    )  # in the order of the command
    # Hidden specs first: they know the cause of what an example only compares.
    config.args[:0] = [str(spec) for path in present for spec in hidden_specs(path) if spec not in present]
    if any(map(is_for_learners, present)):
        _check_language(config)
        # Whatever the course's settings make of warnings: a grading gives nothing for them, so they fail nothing here,
        # at an import, in a check, or when pytest ends and a stub's coroutines are collected.
        config.addinivalue_line("filterwarnings", "ignore")
        warnings.simplefilter("ignore")
        # So what asyncio logs of a task that is collected when pytest ends is not written below the last line.
        logging.getLogger("asyncio").addHandler(logging.NullHandler())
        if config.option.reportchars == "fE":
            # The tasks are summed up below; a line per check would only hide that.
            config.option.reportchars = ""


def _check_language(config: pytest.Config) -> None:
    try:
        choose(config.getoption("--lang", None))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _path(config: pytest.Config, argument: str) -> Path:
    return (config.invocation_params.dir / argument.partition("::")[0]).resolve()


# --- collection -----------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> Generator[None, pytest.Module, pytest.Module]:
    """Give a spec its scenarios as fixtures, and public examples a module that can be imported."""
    module = yield
    toml = exercise_toml(module_path)
    if toml is None:
        return module
    try:
        exercise = module.stash[EXERCISE] = load_exercise(toml)
        if BACKEND not in module.config.stash:  # a judge speaks to nobody
            speaker_of(module.config).words(exercise)  # read now, while time is real
            _learner(module.config, exercise)
    except (CourseError, UsageError) as error:
        said = str(error)
        if BACKEND not in module.config.stash:
            said = words_for_texts(speaker_of(module.config).language).of(said)
        raise pytest.Collector.CollectError(said) from None  # of which pytest shows nothing else
    if BACKEND not in module.config.stash:
        clock.install()  # before the learner's module is imported, or its `from time import sleep` stays real
    if module_path == exercise.spec:
        _register_fixtures(exercise, module)
    else:
        _learner(module.config, exercise).import_for_examples(real_time=_is_real(module.config))
    return module


def _register_fixtures(exercise: Exercise, module: pytest.Module) -> None:
    places.blame_callers_of([str(exercise.scenarios)], run_by=observe.__file__)
    for name, scenario in load_scenarios(exercise.scenarios).items():
        function = partial(_scenario_fixture, exercise, scenario)
        pytest.register_fixture(name=name, func=_asking_for_request(function), node=module)
    pytest.register_fixture(name="rng", func=_asking_for_request(_rng), node=module)


def _asking_for_request(make: Callable[[pytest.FixtureRequest], object]) -> Callable[..., object]:
    def fixture(request: pytest.FixtureRequest) -> object:
        return make(request)

    setattr(fixture, MAKE, make)
    return fixture


def _rng(request: pytest.FixtureRequest) -> random.Random:
    """Random inputs that are the same in every run of a check, and differ between checks."""
    return random.Random(request.node.name)


def _scenario_fixture(exercise: Exercise, scenario: Scenario, request: pytest.FixtureRequest) -> ScenarioCall:
    backend = request.config.stash.get(BACKEND, None) or partial(_in_process, request.config)
    return ScenarioCall(exercise, scenario, backend, request.node.stash[EVIDENCE])


def _in_process(
    config: pytest.Config,
    exercise: Exercise,
    scenario: Scenario,
    arguments: tuple[Any, ...],
    seed: int,
    /,
    *,
    timeline: bool = True,
) -> Observation:
    """Run a scenario here; the timeline is always kept, for `grader timeline`."""
    return _learner(config, exercise).run(scenario, arguments, seed)


def _learner(config: pytest.Config, exercise: Exercise) -> LearnerFiles:
    learners = config.stash[_LEARNERS]
    if exercise.slug not in learners:
        learners[exercise.slug] = LearnerFiles(exercise)
    return learners[exercise.slug]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Put public examples on the exercise clock, and remember which exercise an item belongs to."""
    module = item.getparent(pytest.Module)
    if module is None or EXERCISE not in module.stash:
        return
    exercise = item.stash[EXERCISE] = module.stash[EXERCISE]
    item.user_properties += [("exercise", exercise.slug), ("task", task_of(item))]
    item.add_marker(pytest.mark.filterwarnings("ignore"))
    if is_hidden(item):
        item.repr_failure = _no_traceback  # type: ignore[method-assign]
    elif not exercise.info.processes:
        item.add_marker(pytest.mark.exercise_clock)


def _no_traceback(excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
    """Of a hidden check no source is shown; and drawing a traceback costs more than the whole check."""
    return f"{excinfo.type.__name__}: {excinfo.value}"


# --- running --------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Start a check with no evidence."""
    if exercise_of(item) is not None and fault_of(item) is None:
        begin(item)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a public example within the exercise's real time, on names that are there."""
    exercise = exercise_of(pyfuncitem)
    if exercise is None or is_hidden(pyfuncitem):
        return (yield)
    learner = _learner(pyfuncitem.config, exercise)
    failure = learner.broken or _absent(pyfuncitem)
    if failure is not None:
        raise SubmissionError(failure)
    if _is_real(pyfuncitem.config):
        return (yield)  # waiting takes as long as it takes
    with learner.importable_by_processes(), learner.limit() as watched:
        try:
            return (yield)
        except BaseException:
            if watched.expired:
                raise SubmissionError(learner.hung(watched)) from None
            raise


def _is_real(config: pytest.Config) -> bool:
    return bool(config.getoption("--clock", "exercise") == "real")


def _absent(item: pytest.Function) -> Any:
    function = getattr(item.obj, "__func__", item.obj)
    function = getattr(function, "__wrapped__", function)
    return absent_in(function) if isinstance(function, FunctionType) else None


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Of a hidden check nothing more is shown than what was seen and what was expected."""
    return [""] if note_comparison(config, op, left, right) else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show a learner what became of a check in place of a traceback."""
    report = yield
    exercise = exercise_of(item)
    if exercise is None or EVIDENCE not in item.stash:
        return report
    if call.when != "call" and report.passed:
        if not speaker_of(item.config).verbose:
            report.sections = []  # what is logged when a check is over, as of tasks that nobody looked at
        return report
    report.sections = [(title, _start_of(text)) for title, text in report.sections]
    explain = None if is_hidden(item) else _learner(item.config, exercise).explain
    if not is_hidden(item):
        _observe_example(item, report)
    error = call.excinfo.value if call.excinfo else None
    check = conclude(item, error, running=call.when == "call", explain=explain)
    recording.note(item, report, check)
    if report.failed and (is_hidden(item) or _is_explained(item)):
        _tell(item, call, report, check)
    elif report.failed:
        # Nothing is known of why an example failed: it shows its own source, unless its task is told.
        report.told_before = (exercise.slug, check.task) in item.config.stash[_TOLD]  # type: ignore[attr-defined]
    return report


def _observe_example(item: pytest.Item, report: pytest.TestReport) -> None:
    """What the clock saw of a public example, which calls the learner's code itself, is evidence as well."""
    exercise_clock = item.stash.get(CLOCK, None)
    if exercise_clock is not None:
        seen = Observation(
            elapsed=exercise_clock.elapsed, sightings=exercise_clock.sightings(), output=report.capstdout
        )
        item.stash[EVIDENCE].observations.append(seen)


def _is_explained(item: pytest.Item) -> bool:
    evidence = item.stash[EVIDENCE]
    return evidence.failure is not None or evidence.comparison is not None or bool(evidence.said)


def _tell(
    item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport, check: CheckResult
) -> None:
    exercise, told = item.stash[EXERCISE], item.config.stash[_TOLD]
    speaker = speaker_of(item.config)
    of_example = not is_hidden(item) and item.stash[EVIDENCE].failure is None
    example = lines_of_example(item, call.excinfo) if of_example and call.excinfo else ()
    own = report.longrepr if of_example else None
    report.longrepr = Feedback(check, exercise, speaker, item.config.stash[_SUMMARY].tasks, example, own)
    of_the_file = check.diagnosis is not None and check.diagnosis.cause in OF_THE_FILE
    about = exercise.slug, 0 if of_the_file else check.task
    report.told_before = about in told  # type: ignore[attr-defined]
    told.add(about)
    if not speaker.verbose:
        report.sections = []  # what was printed is told already


def _start_of(text: str) -> str:
    """The start of what a program printed: an endless loop may have printed millions of lines."""
    return text if len(text) <= PRINTED else f"{text[:PRINTED]}\n… and {len(text) - PRINTED} characters more"
