"""Which check of a learner's last run is drawn, and the words around the drawing. Pure.

How lanes are drawn is the business of `grader.lane_drawing` and `grader.reports.svg`.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.exercises import Exercise
from grader.explaining import EXPECTED, for_people
from grader.lane_drawing import ASCII, UNICODE, draw
from grader.language import Words, say, words
from grader.progress import Recorded, Run
from grader.reports.svg import PictureWords, picture
from grader.results import Outcome
from grader.screen import Screen
from grader.timelines import Kind, Timeline


def telling(run: Run, task: int | None) -> Recorded | None:
    """The check whose lanes tell most: the first that failed, else the one in which most overlaps."""
    drawn = [one for one in run.checks if one.lanes and task in (None, one.check.task)]
    failed = [one for one in drawn if one.check.outcome is not Outcome.PASSED]
    return failed[0] if failed else max(drawn, key=_overlap, default=None)


def _overlap(recorded: Recorded) -> float:
    """Seconds that the lanes lie on top of each other."""
    lengths = [span.end - span.start for lane in recorded.lanes for span in lane.spans]
    return sum(lengths) - max(span.end for lane in recorded.lanes for span in lane.spans)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What ran when in a check of a learner's run."""

    exercise: Exercise
    recorded: Recorded
    said: Words

    def lines(self, screen: Screen) -> list[str]:
        """Drawn with characters."""
        drawn = draw(
            self.timeline,
            self.said.of(EXPECTED),
            width=max(screen.width - 2, 40),
            unicode=screen.unicode,
        )
        return [self.title, "", *(f"  {line}" for line in drawn), "", *self._legend(screen)]

    def svg(self) -> str:
        """Drawn as a picture."""
        said = PictureWords(
            title=f"{self.exercise.slug}: {self.title}",
            seen=self.said.of(say("Your run")),
            expected=self.said.of(EXPECTED),
            waiting=self.said.of(say("waiting or running")),
            blocked=self.said.of(say("blocked the event loop")),
            seconds=self.said.of(say("seconds")),
        )
        return picture(self.timeline, said)

    @property
    def title(self) -> str:
        """What the check proves, and what was called."""
        check = self.recorded.check
        title = words(self.said.language, self.exercise.chinese).of(check.title or check.id)
        return f"{title} {check.called}" if check.called else title

    @property
    def timeline(self) -> Timeline:
        """What was seen, and what was expected where the diagnosis says so; the lanes have names for people."""
        diagnosis = self.recorded.check.diagnosis
        found = diagnosis.timeline if diagnosis is not None else None
        seen = found if found is not None else Timeline(seen=self.recorded.lanes)
        return for_people(seen, self.said)

    def _legend(self, screen: Screen) -> list[str]:
        spans = [span for lane in self.timeline.seen for span in lane.spans]
        end = max(span.end for span in spans)
        lines = ["  " + self.said.of(say("From 0 to {seconds} s", seconds=f"{end:g}"))]
        if any(span.kind is Kind.BLOCKED for span in spans):
            mark = (UNICODE if screen.unicode else ASCII)[Kind.BLOCKED]
            lines.append("  " + self.said.of(say("{mark} blocked the event loop", mark=mark)))
        return lines
