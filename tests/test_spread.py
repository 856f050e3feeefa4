"""Work over several processes: the same in the same order, and no failure passes unnoticed."""

import os
import sys
from collections.abc import Callable
from functools import partial
from time import sleep

import pytest

from policyc.spread import JOBS_VARIABLE, WorkerLost, jobs_in_use, spread, with_jobs

forking = pytest.mark.skipif(sys.platform != "linux", reason="forks only on Linux")


@pytest.fixture(autouse=True)
def may_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the tests ran in one thread: what they spread touches nothing that others share."""
    monkeypatch.setattr("policyc.spread._can_fork", lambda: sys.platform == "linux")


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_in_the_order_of_the_tasks(jobs: int) -> None:
    tasks = [partial(divmod, number, 7) for number in range(40)]
    assert [come() for come in spread(tasks, jobs)] == [task() for task in tasks]
    assert spread([], jobs) == []


def test_one_job_does_nothing_before_it_is_asked() -> None:
    def fail() -> None:
        raise AssertionError

    assert len(spread([fail, fail], 1, fail)) == 2


@forking
@pytest.mark.parametrize("jobs", [2, 5])
def test_piles_only_say_who_does_what_when(jobs: int) -> None:
    tasks = [partial(lambda at: (at, os.getpid()), at) for at in range(12)]
    piles = [[(3, 0, 4), (1,)], [(2,), (11, 5)], [], [tuple(range(6, 11))]]
    come = [each() for each in spread(tasks, jobs, piles=piles)]
    assert [at for at, _ in come] == list(range(12))
    for turn in (turn for pile in piles for turn in pile):
        assert len({come[at][1] for at in turn}) == 1, turn


@forking
def test_each_process_begins_a_pile_of_its_own() -> None:
    def slowly() -> int:
        sleep(0.05)
        return os.getpid()

    piles = [[(0,), (1,), (2,)], [(3,), (4,), (5,)]]
    come = [each() for each in spread([slowly] * 6, 2, piles=piles)]
    assert come[0] != come[3]


@forking
def test_this_process_does_something_else_meanwhile() -> None:
    (come,) = spread([os.getpid], 2, partial(sleep, 0.2))
    assert come() != os.getpid()


@forking
def test_an_exception_is_raised_where_its_task_stands() -> None:
    def fail() -> int:
        raise ValueError("不符：重演")

    fine: Callable[[], int] = partial(len, "")
    come = spread([fine, fail, fine, fail, fine], 3)
    assert (come[0](), come[2](), come[4]()) == (0, 0, 0)
    for at in (1, 3):
        with pytest.raises(ValueError, match="不符：重演"):
            come[at]()


@forking
def test_an_exception_that_cannot_be_sent() -> None:
    class Local(Exception):
        pass

    def fail() -> None:
        sleep(0.005)  # so that each process does some
        raise Local("只在这里")

    for come in spread([fail] * 10, 2):
        with pytest.raises((Local, RuntimeError), match="只在这里"):
            come()


@forking
@pytest.mark.parametrize("status", [0, 3])
def test_a_process_that_dies_is_not_passed_over(status: int) -> None:
    here = os.getpid()

    def die() -> None:
        sleep(0.005)
        if os.getpid() != here:
            os._exit(status)

    with pytest.raises(WorkerLost):
        spread([die] * 40, 2)


def test_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOBS_VARIABLE, "3")
    assert jobs_in_use() == 3
    with with_jobs(1):
        assert jobs_in_use() == 1
    for wrong in ("", "0", "多", "1000"):
        monkeypatch.setenv(JOBS_VARIABLE, wrong)
        assert 1 <= jobs_in_use() <= 8
