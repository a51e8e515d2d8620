"""Examples for exercise 14. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from no_locks import Account, Counter, transfer


@pytest.mark.task(1)
async def test_a_thousand_coroutines_share_a_counter():
    """A thousand coroutines, one counter: nothing is lost."""
    counter = Counter()

    async def visitor():
        await asyncio.sleep(0)
        counter.increment()
        await asyncio.sleep(0)

    await asyncio.gather(*(visitor() for _ in range(1000)))
    assert counter.value == 1000


@pytest.mark.task(1)
def test_increment_needs_no_loop():
    """`increment` is an ordinary method, and each counter counts for itself."""
    counter, other = Counter(), Counter()
    counter.increment()
    counter.increment()
    assert [counter.value, other.value] == [2, 0]


@pytest.mark.task(2)
async def test_three_deposits_at_the_same_time():
    """None of three deposits is lost."""
    account = Account()
    await asyncio.gather(*(account.deposit(10) for _ in range(3)))
    assert account.balance == 30


@pytest.mark.task(2)
async def test_deposits_to_two_accounts_do_not_wait_for_each_other():
    """Two accounts, two audits of a second each: together they take as long as one deposit alone."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    await Account().deposit(10)
    alone = loop.time() - start
    start = loop.time()
    await asyncio.gather(Account().deposit(10), Account().deposit(10))
    together = loop.time() - start
    assert together == alone


@pytest.mark.task(2)
async def test_an_audit_that_fails_changes_nothing():
    """After a failed audit the balance is as before, and the next deposit works."""

    class Strict(Account):
        failing = True

        async def audit(self):
            await asyncio.sleep(1)
            if self.failing:
                raise OSError("the bank is closed")

    account = Strict(100)
    await asyncio.gather(account.deposit(10), return_exceptions=True)
    assert account.balance == 100
    Strict.failing = False
    await account.deposit(10)
    assert account.balance == 110


@pytest.mark.task(3)
async def test_transfers_both_ways_at_the_same_time():
    """Both ways at the same time: nobody waits for ever, no money is lost."""
    a, b = Account(100), Account(100)
    await asyncio.gather(transfer(a, b, 30), transfer(b, a, 50))
    assert [a.balance, b.balance] == [120, 80]


@pytest.mark.task(3)
async def test_an_overdraft_is_refused():
    """More than the balance cannot be moved, and nothing changes."""
    a, b = Account(100), Account(100)
    with pytest.raises(ValueError):  # noqa: PT011 - which text it has is up to you
        await transfer(a, b, 101)
    assert [a.balance, b.balance] == [100, 100]


@pytest.mark.task(3)
async def test_a_transfer_to_itself_changes_nothing():
    """From an account to the same account: nothing changes, and nobody gets stuck."""
    a = Account(100)
    await transfer(a, a, 30)
    assert a.balance == 100
