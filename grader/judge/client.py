"""The handle on a judge's process, and a pool of such handles for an executor's threads or processes.

A judge that dies is the machine's fault: the job is tried once more with a new one, and then has no score.
"""

from __future__ import annotations

import atexit
import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Callable

import msgspec

from grader.errors import InfrastructureError
from grader.judge.protocol import JudgeSetup, Ready
from grader.results import Job, RunResult, Status, no_score
from grader.sandbox.frames import WireError, pack, read_frame

START_SECONDS = 120.0
"""Real seconds for a judge to be ready: it imports every spec."""
GIVE_UP = 3
"""So many judges of a pool that did not get started: the next would not either."""


class Judge:
    """One judge: a process that is started on entry and ended on exit."""

    def __init__(self, setup: JudgeSetup) -> None:
        self.setup = setup
        self.ready: Ready | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def __enter__(self) -> Judge:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def start(self) -> Ready:
        """Start the process and wait until it has collected the specs.

        Raises InfrastructureError, also where that takes longer than START_SECONDS.
        """
        command = [
            sys.executable,
            "-P",
            "-m",
            "grader.judge.session",
            msgspec.json.encode(self.setup).decode(),
        ]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=self.setup.root,
                process_group=0,  # Ctrl-C is for whoever holds this handle
            )
        except OSError as error:
            raise InfrastructureError(f"no judge could be started: {error}") from None
        if self._killed:  # meanwhile, when there was no process yet
            self._process.kill()
        late = threading.Timer(START_SECONDS, self._process.kill)
        late.daemon = True
        late.start()
        try:
            self.ready = msgspec.msgpack.decode(self._read(), type=Ready)
        except InfrastructureError:
            if late.finished.is_set():
                said = f"a judge was not ready after {START_SECONDS:g} seconds: does a spec not get through its import?"
                raise InfrastructureError(said) from None
            raise
        finally:
            late.cancel()
        return self.ready

    def close(self) -> None:
        """End the process, and with it its zygote and worker."""
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def kill(self) -> None:
        """End the process at once, for good; whoever waits for it gets an InfrastructureError."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def judge(self, job: Job) -> RunResult:
        """Judge one submission. Raises InfrastructureError when the judge's process dies."""
        if self._process is None:
            self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pack(msgspec.msgpack.encode(job)))
            self._process.stdin.flush()
        except OSError as error:
            self.close()
            raise InfrastructureError(f"the judge ended: {error}") from None
        except WireError as error:
            raise InfrastructureError(f"the job cannot be sent to a judge: {error}") from None
        return msgspec.msgpack.decode(self._read(), type=RunResult)

    def _read(self) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            return read_frame(self._process.stdout.read)
        except EOFError:
            self.close()
            raise InfrastructureError("the judge ended; see the messages above") from None
        except WireError as error:
            self.close()
            raise InfrastructureError(f"the judge sent what is no result: {error}") from None


class JudgePool:
    """As many judges as there are jobs at one time; each is used again. Safe to use from several threads."""

    def __init__(self, setup: JudgeSetup, make: Callable[[JudgeSetup], Judge] = Judge) -> None:
        self._setup = setup
        self._make = make
        self._idle: queue.LifoQueue[Judge] = queue.LifoQueue()
        self._all: list[Judge] = []
        self._never_started: list[str] = []
        self._stopped = False
        self._lock = threading.Lock()

    def judge(self, job: Job) -> RunResult:
        """Judge a job, and once more where the machine failed; then a result without a score."""
        result = self._attempt(job)
        return self._attempt(job) if result.status is Status.INFRASTRUCTURE_ERROR else result

    def _attempt(self, job: Job) -> RunResult:
        if self._stopped or len(self._never_started) >= GIVE_UP:
            return no_score(job, "stopped" if self._stopped else self._never_started[0])
        judge = self._idle_or_new()
        try:
            result = judge.judge(job)
        except InfrastructureError as error:
            judge.close()
            if judge.ready is None:
                self._never_started.append(str(error))
            return no_score(job, str(error))
        self._idle.put(judge)
        return result

    def _idle_or_new(self) -> Judge:
        with self._lock:
            try:
                return self._idle.get_nowait()
            except queue.Empty:
                judge = self._make(self._setup)
                self._all.append(judge)
                if self._stopped:
                    judge.kill()
                return judge

    def close(self) -> None:
        """End the judges; no job may be under way."""
        for judge in self._all:
            judge.close()

    def stop(self) -> None:
        """Kill the judges, whatever they are doing; jobs that are under way have no score."""
        with self._lock:
            self._stopped = True
            for judge in self._all:
                judge.kill()


def judge_here(setup: JudgeSetup, job: Job) -> RunResult:
    """Judge a job in this process's own pool: a plain function, so that any executor can run it anywhere."""
    return _pool(setup).judge(job)


def stop_judges() -> None:
    """Kill every judge of this process, as when the person at the command line gives up; later jobs get new ones."""
    with _LOCK:
        for pool in _POOLS.values():
            pool.stop()
        _POOLS.clear()


_POOLS: dict[JudgeSetup, JudgePool] = {}
_LOCK = threading.Lock()


def _pool(setup: JudgeSetup) -> JudgePool:
    """The one pool of this process for a setup: an executor's threads share it, and it outlives each job."""
    with _LOCK:
        if setup not in _POOLS:
            _POOLS[setup] = JudgePool(setup)
            atexit.register(_POOLS[setup].close)
        return _POOLS[setup]
