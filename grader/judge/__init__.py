"""The trusted half of the grader: takes jobs, gives run results.

    session   the pytest session that runs the specs, in a process of its own
    desk      one submission before it, with its worker;  checks: runs a check for its result alone
    protocol  what passes between the two besides jobs and run results
    client    the handle on such a process, and a pool of them

A judge knows nothing of learners or points: it is given a submission's files and says which checks passed.
"""

from grader.judge.client import Judge, JudgePool, judge_here, stop_judges
from grader.judge.protocol import JudgeSetup

__all__ = ["Judge", "JudgePool", "JudgeSetup", "judge_here", "stop_judges"]
