"""Judges `no_locks.py`: nothing is lost, nobody waits for ever, and nobody waits without need.

Whether a deposit waits for its turn or for its audit only, and in which order deposits go, is up to the learner: of
several right answers each must pass. So a balance is looked at only when nothing is under way.
"""

from __future__ import annotations

import pytest

WAITS_FOR_EVER = "A deposit waited for ever."
SHARED = "Two counters count together: each counter has a value of its own."
NOT_AT_ONCE = "The value had not changed yet when increment() returned."
ASYNC_INCREMENT = "increment() gave a coroutine that nobody awaits: it should be an ordinary method."
NOT_CHANGED = "increment() has not changed the value."
CALLS_LOST = "Not every call of increment() counted once."
STARTS_AT_ZERO = "A new counter does not start at 0."

STUCK_AFTER_ERROR = "After an audit that failed, the next deposit to the same account waited for ever."
STUCK_AFTER_CANCEL = "After a deposit was cancelled, another deposit to the same account waited for ever."
FAILED_TOGETHER = "An audit failed, and another deposit to the same account failed with it."
CANCELLED_TOGETHER = "A deposit was cancelled, and another deposit to the same account ended with it."
LOST = "Deposits at the same time were lost: one wrote over what another had written during its audit."
TOO_MUCH = "There is more on the account than was deposited."
NOT_THERE_YET = "deposit() returned before the money was on the account."
FEW_AUDITS = "A deposit did not wait for `self.audit()` to end."
HELD_UP = "A deposit waited for the deposit to another account: each account needs a lock of its own."
KEPT_AFTER_ERROR = "The audit failed, and yet the balance has changed."
LOST_BEHIND_ERROR = "An audit failed, and deposits that waited meanwhile were lost or counted wrongly."
KEPT_AFTER_CANCEL = "A deposit was cancelled, and yet its money is on the account."
LOST_BESIDE_CANCEL = "A deposit was cancelled, and other deposits to the same account were lost."

DEADLOCK = "Two transfers, or a transfer and a deposit, waited for each other for ever."
WAITS_ALONE = (
    "A transfer waited for ever, with nothing else going on: perhaps for a lock that it holds itself."
)
SELF_DEADLOCK = "A transfer from an account to itself waited for ever."
SELF_CHANGED = "A transfer from an account to itself changed its balance."
LEFT_STUCK = "After the transfer, an account could not be used any more: something waited for ever."
LEFT_WRONG = "After the transfer, deposits or another transfer did not move the right amount."
MONEY_MADE = "Money was made: there is more on the accounts than before."
MONEY_LOST = "Money was lost: there is less on the accounts than before."
NOT_MOVED = "The money did not move from the first account to the second."
WRITTEN_OVER = (
    "A transfer and a deposit at the same time went wrong: one wrote over what the other had written."
)
LET_THROUGH = "A transfer of more than the balance did not raise ValueError."
OTHER_ERROR = "A transfer of more than the balance raised another error than ValueError."
CHANGED_BY_REFUSAL = "A transfer was refused, and yet the balances have changed."
REFUSED_WRONGLY = "A transfer was refused, although there was enough money on the account."
OVERDRAWN = (
    "Two transfers at the same time took more than was there: look at the balance at the moment of the move."
)
BOTH_REFUSED = "Of two transfers at the same time both were refused; there was enough money for one of them."
HALF_DONE = "A transfer ended half-way: the money had left one account, and had not reached the other."


def amounts_of(rng, count):
    """`count` amounts of which no two sums are alike: each is more than all before it together."""
    total, amounts = 0, []
    for _ in range(count):
        amounts.append(total + rng.randint(1, 9))
        total += amounts[-1]
    rng.shuffle(amounts)
    return amounts


# Task 1


@pytest.mark.task(1)
@pytest.mark.parametrize(("coroutines", "each"), [(30, 1), (4, 5)], ids=["30", "4-by-5"])
def test_nothing_is_lost(count_of_coroutines, coroutines, each):
    """Each call of each coroutine counts."""
    seen = count_of_coroutines(coroutines, each)
    check_ordinary(seen)
    assert seen.value != 0, NOT_CHANGED
    assert seen.value == coroutines * each, CALLS_LOST


def check_ordinary(seen):
    """increment() left no coroutine behind."""
    assert not seen.sightings.unawaited, ASYNC_INCREMENT


@pytest.mark.task(1)
def test_value_counts_up_from_0(values_after_each_call, rng):
    """The value is 0, then 1, 2, ...: after each call, at once, and no loop is needed."""
    calls = rng.randint(3, 9)
    seen = values_after_each_call(calls)
    check_ordinary(seen)
    assert seen.value[0] == 0, STARTS_AT_ZERO
    assert seen.value[1:] != [0] * calls, NOT_AT_ONCE
    assert seen.value == list(range(calls + 1))


@pytest.mark.task(1)
def test_value_has_changed_when_increment_returns(values_in_coroutines, rng):
    """In a coroutine, too, the value has changed right after the call."""
    coroutines = rng.randint(5, 12)
    seen = values_in_coroutines(coroutines)
    check_ordinary(seen)
    assert seen.value == list(range(1, coroutines + 1)), NOT_AT_ONCE


@pytest.mark.task(1)
def test_each_counter_counts_for_itself(counts_of_several, rng):
    """Several counters have nothing to do with each other."""
    calls = [0, 1, 1, 2, 2, 2, *(rng.randrange(3) for _ in range(9))]
    rng.shuffle(calls)
    seen = counts_of_several(3, calls)
    check_ordinary(seen)
    expected = [calls.count(number) for number in range(3)]
    numbers = [count for count in seen.value if isinstance(count, int)]
    if seen.value != expected and sum(numbers) >= len(calls):
        assert seen.value == expected, SHARED
    assert seen.value == expected


# Task 2


@pytest.mark.task(2)
def test_deposits_in_turn_add_up(deposits_in_turn, rng):
    """A new account is empty; after each deposit its money is there."""
    amounts = [rng.randint(1, 99) for _ in range(4)]
    seen = deposits_in_turn(amounts)
    expected = [sum(amounts[:number]) for number in range(5)]
    assert seen.value[1:] != [0] * 4, NOT_THERE_YET
    assert seen.value == expected


@pytest.mark.task(2)
def test_an_account_may_have_money_at_first(deposit_to_a_full_account, rng):
    """Account(balance) begins with that balance."""
    balance, amount = rng.randint(100, 999), rng.randint(1, 99)
    seen = deposit_to_a_full_account(balance, amount)
    assert seen.value == [balance + amount, balance + amount]


def check_balance(seen, expected, *, lost, more=TOO_MUCH):
    """The balance, in words where it is wrong."""
    balance = seen.value["balance"]
    assert balance >= expected, lost
    assert balance == expected, more


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("count", "seconds"),
    [(9, 0), (4, [1, 0.5, 0]), (3, [])],
    ids=["nine-of-0s", "four-of-three-awaits", "three-without-await"],
)
def test_deposits_at_once_lose_nothing(deposits_at_once, rng, count, seconds):
    """All deposits count, however long their audits take, and each of them was audited."""
    balance, amounts = rng.randint(0, 50), amounts_of(rng, count)
    seen = deposits_at_once(balance, amounts, seconds)
    assert "waiting" not in seen.value["ends"], WAITS_FOR_EVER
    assert seen.value["audits"] >= count, FEW_AUDITS
    check_balance(seen, balance + sum(amounts), lost=LOST)


@pytest.mark.task(2)
@pytest.mark.parametrize("starts", [[0, 0, 1, 5, 5.5, 6.25]], ids=["six"])
def test_deposits_that_overlap_lose_nothing(deposits_one_after_another, rng, starts):
    """Deposits that begin while others are under way count as well."""
    balance, amounts = rng.randint(0, 50), amounts_of(rng, len(starts))
    seen = deposits_one_after_another(balance, amounts, starts, 2)
    assert seen.value["ends"] == ["done"] * len(starts), WAITS_FOR_EVER
    check_balance(seen, balance + sum(amounts), lost=LOST)


@pytest.mark.task(2)
@pytest.mark.parametrize("seconds", [[2, 2], [3, 1, 6, 2]], ids=["equal", "four"])
def test_deposits_to_other_accounts_do_not_wait(deposits_to_several, seconds):
    """Beside deposits to other accounts, a deposit takes as long as it does alone."""
    seen = deposits_to_several(seconds)
    assert seen.value["balances"] == [5 for _ in seconds]
    if min(seen.value["alone"]) < min(seconds):
        assert seen.value["alone"] == seconds, FEW_AUDITS
    assert seen.value["together"] == seen.value["alone"], HELD_UP


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("failure", "seconds"),
    [("AuditFailed", 2), ("AuditFailed", []), ("CancelledError", 2)],
    ids=["raises", "raises-at-once", "raises-CancelledError"],
)
def test_a_failed_audit_changes_nothing(deposit_with_a_failing_audit, rng, failure, seconds):
    """After the failure the balance is as before, and the next deposit works."""
    balance, amount = rng.randint(100, 999), rng.randint(1, 99)
    seen = deposit_with_a_failing_audit(balance, amount, failure, seconds)
    assert seen.value["failed"] == balance, KEPT_AFTER_ERROR
    assert seen.value["next"] == "done", STUCK_AFTER_ERROR
    check_balance(seen, balance + amount, lost=LOST_BEHIND_ERROR)


@pytest.mark.task(2)
@pytest.mark.parametrize(("count", "failure"), [(4, "AuditFailed"), (3, "CancelledError")])
def test_a_failed_audit_does_not_harm_the_others(deposits_behind_a_failing_audit, rng, count, failure):
    """Deposits that began during the audit that failed all count."""
    balance, amounts = rng.randint(0, 50), amounts_of(rng, count)
    seen = deposits_behind_a_failing_audit(balance, amounts, failure)
    assert "waiting" not in seen.value["others"], STUCK_AFTER_ERROR
    assert seen.value["others"] == ["done"] * (count - 1), FAILED_TOGETHER
    check_balance(seen, balance + sum(amounts[1:]), lost=LOST_BEHIND_ERROR, more=KEPT_AFTER_ERROR)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("starts", "cancelled", "at"),
    [([0], 0, 1), ([0, 0.5], 0, 1), ([0, 0.5, 1.5, 1.75], 1, 1), ([0, 0.5, 1.5], 1, 2.25)],
    ids=["alone", "first-of-two", "while-it-waits", "as-its-turn-comes"],
)
def test_a_cancelled_deposit_is_as_if_never_tried(deposits_with_one_cancelled, rng, starts, cancelled, at):
    """Cancelled while it waits for its audit, or before, a deposit changes nothing; the others all count."""
    balance, amounts = rng.randint(0, 50), amounts_of(rng, len(starts) + 1)
    starts = [*starts, 12]
    seen = deposits_with_one_cancelled(balance, amounts, starts, cancelled, at)
    assert "waiting" not in seen.value["others"], STUCK_AFTER_CANCEL
    assert seen.value["others"] == ["done"] * (len(starts) - 1), CANCELLED_TOGETHER
    expected = balance + sum(amounts) - amounts[cancelled]
    if seen.value["balance"] - expected == amounts[cancelled]:
        assert seen.value["balance"] == expected, KEPT_AFTER_CANCEL
    check_balance(seen, expected, lost=LOST_BESIDE_CANCEL)


# Task 3


def check_total(balances, expected):
    """No money lost or made."""
    assert sum(balances) <= sum(expected), MONEY_MADE
    assert sum(balances) >= sum(expected), MONEY_LOST


def check_usable(seen):
    """What was done with the accounts afterwards worked."""
    assert "waiting" not in seen.value["used"], LEFT_STUCK
    assert seen.value["moved"] == [1, -1], LEFT_WRONG


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["a-part", "everything"])
def test_money_moves_from_a_to_b(transfer, rng, kind):
    """What `a` has less afterwards, `b` has more; the whole balance may be moved."""
    a, b = rng.randint(100, 999), rng.randint(0, 99)
    amount = a if kind == "everything" else rng.randint(1, 99)
    seen = transfer(a, b, amount)
    assert seen.value["ends"] != ["waiting"], WAITS_ALONE
    assert seen.value["ends"] == ["done"], REFUSED_WRONGLY
    check_total(seen.value["balances"], [a, b])
    assert seen.value["balances"] == [a - amount, b + amount], NOT_MOVED


@pytest.mark.task(3)
@pytest.mark.parametrize("more", ["by-1", "of-nothing"])
def test_an_overdraft_is_refused(overdraft, rng, more):
    """More than the balance raises ValueError, changes nothing, and leaves both accounts usable."""
    a, b = (0 if more == "of-nothing" else rng.randint(100, 500)), rng.randint(600, 999)
    seen = overdraft(a, b, a + 1)
    assert seen.value["end"] not in ("done", "waiting"), LET_THROUGH
    assert seen.value["end"] == "ValueError", OTHER_ERROR
    assert seen.value["balances"] == [a, b], CHANGED_BY_REFUSAL
    check_usable(seen)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "when", ["while nothing else happens", "while a deposit is under way"], ids=["idle", "deposit"]
)
def test_a_transfer_to_itself_changes_nothing(transfer_to_itself, rng, when):
    """From an account to itself: it ends, changes nothing, and leaves the account usable."""
    balance, amount = rng.randint(100, 999), rng.randint(2, 99)
    seen = transfer_to_itself(balance, amount, when)
    assert "waiting" not in seen.value["ends"], SELF_DEADLOCK
    assert seen.value["balance"] == balance, SELF_CHANGED
    check_usable(seen)


ALL_AT_ONCE = {
    "there-and-back": ([(0.5, 0, 1), (0.625, 1, 0)], [1, 3, 5]),
    "round-the-other-way": ([(0.5, 0, 2), (0.625, 2, 1), (0.75, 1, 0)], [5, 3, 1]),
}


@pytest.mark.task(3)
@pytest.mark.parametrize(("moves", "seconds"), ALL_AT_ONCE.values(), ids=ALL_AT_ONCE)
def test_transfers_never_wait_for_each_other(transfers_beside_deposits, rng, moves, seconds):
    """Transfers in opposite directions, between accounts with deposits under way: all of them end."""
    money = rng.randint(500, 999)
    check_transfers(
        transfers_beside_deposits, [money] * 3, with_amounts(rng, moves), amounts_of(rng, 3), seconds
    )


def with_amounts(rng, moves):
    return [(*move, amount) for move, amount in zip(moves, amounts_of(rng, len(moves)), strict=True)]


def check_transfers(scenario, balances, moves, deposits, seconds):
    """All transfers are done, and with the deposits taken off, the balances are what the moves make of them."""
    seen = scenario(balances, moves, deposits, seconds)
    expected = list(balances)
    for _, a, b, amount in moves:
        expected[a] -= amount
        expected[b] += amount
    assert "waiting" not in seen.value["transfers"] + seen.value["deposits"], DEADLOCK
    assert "ValueError" not in seen.value["transfers"], REFUSED_WRONGLY
    assert seen.value["without_deposits"] == expected, WRITTEN_OVER


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("to", "start"),
    [((1, 0), 0.5), ((0, 1), 0.5), ((1, 1), 1.5)],
    ids=["to-a", "to-b", "to-both"],
)
def test_no_money_is_lost_or_made_beside_deposits(transfers_beside_deposits, rng, start, to):
    """A transfer during a deposit's audit, and the deposit: both count."""
    balances, deposits = [rng.randint(100, 500) for _ in range(2)], amounts_of(rng, 2)
    deposits = [amount * wanted for amount, wanted in zip(deposits, to, strict=True)]
    moves = [(start, 0, 1, rng.randint(10, 99))]
    check_transfers(transfers_beside_deposits, balances, moves, deposits, [2, 3])


@pytest.mark.task(3)
def test_many_transfers_beside_deposits(transfers_beside_deposits, rng):
    """Many transfers between many accounts, each with a deposit under way, are all done."""
    pairs = [rng.sample(range(6), 2) for _ in range(8)]
    moves = [(0.25 + number / 16, a, b, rng.randint(1, 40)) for number, (a, b) in enumerate(pairs)]
    seconds = rng.sample([1, 1.375, 2, 2.625, 3, 4], 6)
    check_transfers(transfers_beside_deposits, [1000] * 6, moves, amounts_of(rng, 6), seconds)


@pytest.mark.task(3)
@pytest.mark.parametrize("deposits", [[9, 0], [8, 9]], ids=["to-a", "to-both"])
def test_the_balance_of_the_moment_counts(transfers_beside_deposits, rng, deposits):
    """Of two transfers at the same time, for which there is money for one only, one is done and one is refused."""
    a, b, amount = 100, rng.randint(10, 99), rng.randint(60, 90)
    moves = [(0.5, 0, 1, amount), (0.625, 0, 1, amount)]
    seen = transfers_beside_deposits([a, b], moves, deposits, [2, 4])
    ends = seen.value["transfers"]
    assert "waiting" not in ends, DEADLOCK
    assert ends != ["done", "done"], OVERDRAWN
    assert ends != ["ValueError", "ValueError"], BOTH_REFUSED
    check_total(seen.value["without_deposits"], [a, b])
    assert seen.value["without_deposits"] == [a - amount, b + amount], CHANGED_BY_REFUSAL


def check_all_or_nothing(seen, a, b, amount):
    """The transfer has happened, or it has not."""
    balances = seen.value["balances"]
    assert balances in ([a, b], [a - amount, b + amount]), HALF_DONE
    check_usable(seen)


@pytest.mark.task(3)
def test_a_transfer_whose_audit_fails_is_whole_or_nothing(transfer_while_audits_fail, rng):
    """Where a transfer asks for audits, which it need not, a failure of these loses no money."""
    a, b, amount = rng.randint(100, 500), rng.randint(100, 500), rng.randint(10, 99)
    seen = transfer_while_audits_fail(a, b, amount)
    assert seen.value["end"] != "waiting", DEADLOCK
    check_all_or_nothing(seen, a, b, amount)


@pytest.mark.task(3)
@pytest.mark.parametrize("at", [3, 5.5])
def test_a_cancelled_transfer_is_whole_or_nothing(transfer_cancelled, rng, at):
    """Cancelled at any moment, a transfer has moved all or nothing, and both accounts are usable."""
    a, b, amount = rng.randint(100, 500), rng.randint(100, 500), rng.randint(10, 99)
    seen = transfer_cancelled(a, b, amount, at)
    assert "waiting" not in seen.value["ends"], LEFT_STUCK
    check_all_or_nothing(seen, a, b, amount)
