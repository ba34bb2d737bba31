import threading

import pytest

from assistant.llm.deadline import TooMany, within


def test_items_come_in_order_and_the_end_is_the_end():
    assert list(within(30, lambda: iter([1, 2, 3]), lambda: None)) == [1, 2, 3]


def test_a_fault_is_raised_where_the_items_are_read():
    def broken():
        yield 1
        raise ValueError("broken")

    items = within(30, broken, lambda: None)
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_a_source_that_never_comes_is_left_when_the_time_is_over_and_told_so():
    released = threading.Event()

    def silent():
        released.wait(60)
        yield 1

    with pytest.raises(TimeoutError):
        list(within(0.05, silent, released.set))
    assert released.is_set()


def test_a_source_that_never_ends_is_left_when_the_time_is_over():
    stopped = threading.Event()

    def endless():
        while not stopped.wait(0.001):
            yield 1

    with pytest.raises(TimeoutError):
        list(within(0.05, endless, stopped.set))


def test_a_reader_who_leaves_has_the_source_closed():
    closed = threading.Event()
    items = within(30, lambda: iter(range(1000)), closed.set)
    next(items)
    items.close()
    assert closed.is_set()


def test_sources_that_never_return_do_not_pile_up():
    held = threading.Event()

    def stuck():
        held.wait(60)
        yield 1

    def tried():
        try:
            list(within(0.01, stuck, lambda: None))
        except TimeoutError:
            return "waited"
        except TooMany:
            return "refused"

    outcomes = [tried() for _ in range(40)]
    held.set()
    assert outcomes[0] == "waited"
    assert outcomes[-1] == "refused"
