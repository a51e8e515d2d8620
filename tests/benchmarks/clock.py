"""What the exercise clock costs, as ratios to the plain loop, in CPU time: `python tests/benchmarks/clock.py`.

Real sleeping costs no CPU time, so the plain loop can be measured with the same programs. Each measurement runs in a
process of its own, the smallest of several runs counts, and the worlds take turns, so that a
busy machine slows all alike. Other libraries of virtual time are measured where they are installed.
"""

# ruff: noqa: D103, PLC0415

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import subprocess
import sys
import time

process_time = time.process_time
WORLDS = ("plain", "clock", "looptime", "async_solipsism", "aiotools")


def sleepers(count, spread=0.0):
    async def main():
        await asyncio.gather(*(asyncio.sleep(0.5 + index * spread) for index in range(count)))

    return main


async def nothing():
    pass


async def turns():
    for _ in range(9_000):
        await asyncio.sleep(0)


async def jumps():
    for _ in range(2_000):
        await asyncio.sleep(1e-6)


async def lesson():
    for _ in range(20):
        await asyncio.sleep(1e-6)


PROGRAMS = {
    "asyncio.run of nothing": (nothing, 1, 200),
    "a lesson: 20 sleeps": (lesson, 1, 100),
    "10,000 sleepers": (sleepers(10_000), 10_000, 5),
    "100,000 sleepers": (sleepers(100_000), 100_000, 3),
    "10,000 distinct deadlines": (sleepers(10_000, 1e-5), 10_000, 5),
    "one sleep(0)": (turns, 9_000, 8),
    "one jump": (jumps, 2_000, 8),
}


def runner(world):
    """Something that runs a coroutine function in that world."""
    if world == "clock":
        from grader.clock import ExerciseClock, install

        install()

        def on_the_clock(main):
            with ExerciseClock():
                asyncio.run(main())

        return on_the_clock
    if world == "looptime":
        import looptime

        return by_factory(lambda: looptime.patch_event_loop(asyncio.SelectorEventLoop()))
    if world == "async_solipsism":
        import async_solipsism

        return by_factory(async_solipsism.EventLoop)
    if world == "aiotools":
        import aiotools

        async def patched(main):
            with aiotools.VirtualClock().patch_loop():
                await main()

        return lambda main: asyncio.run(patched(main))
    return lambda main: asyncio.run(main())


def by_factory(factory):
    def run(main):
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(main())

    return run


def measure(world, name):
    """The smallest CPU time of a program in a world, in seconds."""
    run = runner(world)
    main, _, times = PROGRAMS[name]
    best = float("inf")
    for _ in range(times):
        start = process_time()
        run(main)
        best = min(best, process_time() - start)
    return best


def measure_reads(world):
    """Nanoseconds of CPU time for one time.time(), with the shims idle, or not installed."""
    if world == "clock":
        from grader.clock import install

        install()
    best = float("inf")
    for _ in range(5):
        start = process_time()
        for _ in range(200_000):
            time.time()
        best = min(best, process_time() - start)
    return best / 200_000


def in_a_process(world, name):
    command = [sys.executable, __file__, world, name]
    with contextlib.suppress(subprocess.CalledProcessError):
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return float(json.loads(done.stdout))
    return None


def show(name, times, unit, divisor):
    plain = times["plain"]
    cells = [
        "failed" if value is None else f"{value / divisor * unit[0]:8.2f} {unit[1]} {value / plain:5.2f}x"
        for value in times.values()
    ]
    print(f"{name:28s}", *(f"{cell:>19s}" for cell in cells), flush=True)


def main():
    installed = [world for world in WORLDS if world in ("plain", "clock") or importlib.util.find_spec(world)]
    print(f"Python {sys.version.split()[0]}, CPU time, the smallest of several; ratio to the plain loop")
    print(f"{'':28s}", *(f"{world:>19s}" for world in installed))
    for name, (_, divisor, times) in PROGRAMS.items():
        rounds = [
            {world: in_a_process(world, name) for world in installed} for _ in range(2 if times < 10 else 1)
        ]
        best = {w: min((r[w] for r in rounds if r[w] is not None), default=None) for w in installed}
        show(name, best, (1e6, "us"), divisor)
    reads = {world: in_a_process(world, "reads") for world in ("plain", "clock")}
    show("time.time(), shims idle", reads, (1e9, "ns"), 1)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        world, name = sys.argv[1:]
        print(json.dumps(measure_reads(world) if name == "reads" else measure(world, name)))
    else:
        main()
