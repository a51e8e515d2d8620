"""No attack learns anything, harms anything, or gains a point unseen; and the tests would see it if one did."""

import os
import re
import runpy
import signal
from collections import Counter

import pytest

from grader.results import Outcome, Status
from grader.collecting import collect

KINDS = {"leaks": 20, "harm": 25, "points": 30, "denial": 25, "archives": 12}
SECONDS = 25.0
"""Real seconds that a submission may hold a judge: many, since the load of the machine must not decide."""
MEMORY = 150 * 2**20
"""Bytes that a judge may have while an attack is judged; an honest program takes 45 MB."""
pytestmark = pytest.mark.timeout(900)  # the first test that asks for it waits for the whole campaign


def earned(attack, run):
    """The ids of the checks that the honest parts of an attack pass."""
    all_but = attack.one("Earns").startswith("all but ")
    items = {item.removeprefix("all but ") for item in attack.items("Earns")}
    named = {
        check.id
        for check in run.checks
        if f"task {check.task}" in items or check.id in items or check.id.partition("[")[0] in items
    }
    return {check.id for check in run.checks} - named if all_but else named


def shows(text, wanted):
    """Whether the wanted text stands in a text; three dots stand for anything."""
    pattern = ".*".join(re.escape(part.strip()) for part in wanted.split("..."))
    return re.search(pattern, text, re.DOTALL) is not None


def test_the_corpus_is_complete(request):
    """There are attacks of each kind, a hundred and more in all, and no two have one name."""
    corpus = [
        item.callspec.params["written"]
        for item in request.session.items
        if item.path == request.path and "written" in item.fixturenames
    ]
    if not corpus:
        pytest.skip("only a part of the tests runs")
    kinds = Counter(attack.path.parent.name for attack in corpus)
    assert {kind: kinds[kind] for kind, least in KINDS.items() if kinds[kind] < least} == {}
    assert len({attack.name for attack in corpus}) == len(corpus) >= 100


def test_says_what_it_tries(written, folders):
    """Each attack says what it tries and what must come of it, in the form that these tests read."""
    assert written.one("Tries") == folders[written.path.parent.name]
    known = {"Tries", "Exercise", "Earns", "Seen", "Flags", "Unconfined", "Built"}
    assert set(written.header) <= known
    assert written.one("Seen") or written.one("Flags")
    assert written.one("Exercise")
    assert written.one("Earns")


@pytest.fixture
def folders():
    """What an attack of a folder tries."""
    return {"leaks": "leak", "harm": "harm", "points": "points", "denial": "denial", "archives": "archive"}


def test_gains_nothing_unseen(attack, verdict):
    """No check passes but those of its honest parts; more only where a person is told to look."""
    assert verdict.run.status is Status.GRADED
    gained = verdict.passed - earned(attack, verdict.run)
    assert gained == set() or verdict.flags


def test_keeps_what_is_honest(attack, verdict):
    """The checks of its honest parts pass, unless the whole file was refused or has to be looked at."""
    assert earned(attack, verdict.run) <= verdict.passed or verdict.flags


def test_is_flagged_where_it_must_be(attack, verdict):
    """Each flag that the attack must raise is there; `any` is for one that may come to nothing instead."""
    wanted = attack.items("Flags") - {"any"}
    assert wanted <= {flag.code for flag in verdict.flags}


def test_was_seen_to_try(attack, verdict):
    """What it must have come to is there to read: an attack that fails by a slip of its own proves nothing."""
    if attack.path.parent.name in ("points", "denial"):
        check_seen(attack, verdict)


def test_the_walls_alone_hold(at_walls, bare_campaign):
    """Without the guard, what reads and what harms meets the walls, and earns what is honest about it."""
    verdict = bare_campaign.verdicts[at_walls.name]
    check_seen(at_walls, verdict)
    assert verdict.passed == earned(at_walls, verdict.run)


def check_seen(attack, verdict):
    """Whatever must be seen stands in the message or in the output of a check."""
    for wanted in attack.header.get("Seen", ()):
        shown = [text for text in verdict.shown if any(shows(text, one) for one in wanted.split(" || "))]
        assert shown, Counter(verdict.shown).most_common(4)


def test_learns_nothing(world, verdict):
    """Nothing that was hidden stands in a result, a message, an output or a report."""
    assert world.leaked(verdict.text) == set()


def test_learns_nothing_from_the_walls_alone(bare_world, bare_campaign, at_walls):
    """Neither does it where no guard looks."""
    assert bare_world.leaked(bare_campaign.verdicts[at_walls.name].text) == set()


def test_takes_no_longer_than_a_hang_may(verdict):
    """Whatever it does, the judge is free again in time."""
    assert verdict.seconds < SECONDS


def test_takes_no_memory_to_speak_of(verdict):
    """Whatever it gives, the judge does not pile it up."""
    assert verdict.memory < MEMORY


def test_the_judge_goes_on(attack, verdict):
    """The same judge gives an honest submission its verdict, and nothing of the attack runs on."""
    assert verdict.judges[0] == verdict.judges[1]
    assert {check.outcome for check in verdict.honest.checks} == {Outcome.PASSED}
    assert verdict.honest.flags == ()
    assert verdict.left == ()


def test_the_solutions_pass_afterwards(either):
    """After all that was done to them, the judges still find nothing to blame in the solutions."""
    world, _ = either
    for run in world.afterwards:
        assert [check.message for check in run.checks if check.outcome is not Outcome.PASSED] == []
        assert (run.status, run.flags) == (Status.GRADED, ())
    assert world.afterwards


def test_breaks_no_check(verdict):
    """No check is told to be broken by its author's fault, unless the attack is told of."""
    broken = [check.message for check in verdict.run.checks if check.outcome is Outcome.ERRORED]
    assert broken == [] or verdict.flags


def test_changes_nothing_on_the_disk(either):
    """Every file of the course, of a home and beside them is what it was, and there is none more."""
    _, campaign = either
    changed = {path for path, facts in campaign.before.items() if campaign.after.get(path) != facts}
    assert changed == set()
    assert campaign.after.keys() - campaign.before.keys() == set()


def test_leaves_no_process(either):
    """When the judges have ended nothing is alive that they or their workers started."""
    _, campaign = either
    assert campaign.alive == ()


def test_what_they_print_stays_text(campaign):
    """No report has a control character from a submission."""
    for name, verdict in campaign.verdicts.items():
        found = {char for char in verdict.text if ord(char) < 32 and char not in "\n\t"}
        assert found == set(), name


# --- The tests would see it ----------------------------------------------------------------------------------


def test_a_thief_is_seen_where_there_are_no_walls(thief, robbed):
    """Without walls it brings home what it says: so its empty hands are the walls' merit."""
    world, verdicts = robbed
    assert thief.items("Unconfined") <= world.leaked(verdicts[thief.name].text)


def test_harm_is_seen_where_there_are_no_walls(vandal, own_world):
    """Without walls a file is changed, or a process left, and the tests above would tell."""
    before = own_world.snapshot()
    own_world.judge([vandal])
    alive = own_world.survivors()
    for process in alive:
        os.kill(process, signal.SIGKILL)
    after = own_world.snapshot()
    assert {"process"} & vandal.items("Unconfined") == ({"process"} if alive else set())
    assert {"change"} & vandal.items("Unconfined") == ({"change"} if before != after else set())


@pytest.mark.parametrize("change", ["write", "append", "chmod", "delete", "leave"])
def test_a_change_on_the_disk_is_seen(own_world, change):
    """A file that is written, lengthened, made readable, deleted or left behind shows in the comparison."""
    before = own_world.snapshot()
    victim = own_world.base / "home/.netrc"
    {
        "write": lambda: victim.write_text(victim.read_text()[::-1]),
        "append": lambda: victim.write_text(victim.read_text() + "!"),
        "chmod": lambda: victim.chmod(0o777),
        "delete": victim.unlink,
        "leave": (own_world.base / "tmp/kata-attack").touch,
    }[change]()
    assert own_world.snapshot() != before


# --- Archives ------------------------------------------------------------------------------------------------


def test_an_archive_is_refused_or_harmless(archive, tmp_path, monkeypatch):
    """What is planted in the folder of a class is refused by its code, or read as what it is; nothing is written."""
    (tmp_path / "class").mkdir()
    outside = tmp_path / "outside.py"
    outside.write_text("canary-outside")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(archive.path))["plant"](tmp_path / "class", outside)
    honest = tmp_path / "class" / "honest" / "01_yield"
    honest.mkdir(parents=True)
    (honest / "generator.py").write_text("x = 1\n")
    before = sorted(map(str, tmp_path.rglob("*")))
    found = collect([tmp_path / "class"], {"01_yield": "generator", "03_send": "send"})
    assert sorted(map(str, tmp_path.rglob("*"))) == before
    assert outside.read_text() == "canary-outside"
    assert "honest" in {one.learner for one in found.submissions}
    others = [one for one in found.submissions if one.learner != "honest"]
    assert not any(b"canary" in content for one in others for content in one.files.values())
    said = [f"refused {one.code}" for one in found.rejections]
    said += [f"took {' '.join(one.files)}" for one in others] + [f"notice {text}" for text in found.notices]
    for wanted in archive.header["Seen"]:
        assert any(shows(text, wanted) for text in said or ["nothing"]), said
    assert (archive.one("Earns") == "nothing") == (not others)
