"""Public examples of exercise 04: what each task asks for, in small."""

import inspect

import pytest
from producer_consumer import broadcast, consumer, produce, stage


def started(generator):
    """Give the generator at its first `yield`, whether yours is handed out there already or not."""
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)
    return generator


def shelf(log):
    """Receive products and write down what happens: something to put at the end of your pipelines."""
    try:
        while True:
            product = yield
            log.append(f"shelf got {product}")
    finally:
        log.append("shelf closed")


def once(log):
    """Receive one product and end."""
    product = yield
    log.append(f"once got {product}")


@pytest.mark.task(1)
def test_consumer_logs_each_product():
    """One line for each product that is sent in, at once."""
    log = []
    c = started(consumer(log))
    assert log == []
    c.send("1")
    assert log == ["消费者消费产品 1"]
    c.send("2")
    assert log == ["消费者消费产品 1", "消费者消费产品 2"]


@pytest.mark.task(2)
def test_produce_takes_turns_with_its_consumer():
    """Each product is consumed before the next one is produced; then the consumer is closed."""
    log = []
    produce(shelf(log), ["apple", "pear"], log)
    assert log == [
        "生产者生产产品 apple",
        "shelf got apple",
        "生产者生产产品 pear",
        "shelf got pear",
        "shelf closed",
    ]


@pytest.mark.task(2)
def test_produce_leaves_a_consumer_that_was_started():
    """A consumer that waits at its `yield` must not be advanced: it would receive a None."""
    log = []
    c = shelf(log)
    next(c)
    produce(c, ["apple"], log)
    assert log == ["生产者生产产品 apple", "shelf got apple", "shelf closed"]


@pytest.mark.task(2)
def test_produce_closes_its_consumer_after_an_error():
    """The error of the items reaches us, and the consumer is closed by then."""

    def broken():
        yield "apple"
        raise OSError("the file cannot be read")

    log = []
    with pytest.raises(OSError, match="cannot be read"):
        produce(shelf(log), broken(), log)
    assert log == ["生产者生产产品 apple", "shelf got apple", "shelf closed"]


@pytest.mark.task(3)
def test_stage_forwards_the_result():
    """The target receives function(x) for each x, at once."""
    log = []
    s = started(stage(str.upper, shelf(log)))
    s.send("apple")
    assert log == ["shelf got APPLE"]
    s.send("pear")
    assert log == ["shelf got APPLE", "shelf got PEAR"]


@pytest.mark.task(3)
def test_stage_closes_its_target():
    """Closing the stage closes what stands behind it."""
    log = []
    s = started(stage(str.upper, shelf(log)))
    s.send("apple")
    s.close()
    assert log == ["shelf got APPLE", "shelf closed"]


@pytest.mark.task(4)
def test_broadcast_reaches_every_target():
    """Each target receives each value, and all are closed in the end."""
    left, right = [], []
    b = started(broadcast(shelf(left), shelf(right)))
    b.send("apple")
    assert left == right == ["shelf got apple"]
    b.close()
    assert left == right == ["shelf got apple", "shelf closed"]


@pytest.mark.task(4)
def test_broadcast_goes_on_without_a_target_that_has_ended():
    """One target ends with its first value; the other one misses nothing."""
    left, right = [], []
    b = started(broadcast(once(left), shelf(right)))
    b.send("apple")
    b.send("pear")
    assert left == ["once got apple"]
    assert right == ["shelf got apple", "shelf got pear"]
