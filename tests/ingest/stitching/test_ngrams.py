import numpy as np

from ingest.stitching.ngrams import count, encode, extend, finish, pack, unpack


def times(table, text):
    state = np.zeros(1, np.uint64)
    for code in encode(text):
        state = extend(state, np.array([code]))
    return float(table.of(finish(state))[0])


def test_runs_are_counted_up_to_the_order():
    table = count(["供水管网供水"], order=3)
    assert times(table, "供水") == 2
    assert times(table, "水管网") == 1
    assert times(table, "供水管网") == 0


def test_no_run_goes_from_one_text_into_the_next():
    assert times(count(["供", "水"]), "供水") == 0


def test_all_digits_count_as_one_and_widths_do_not_differ():
    table = count(["增长12%（全年）"])
    assert times(table, "长98％(") == 1


def test_a_packed_table_comes_back_with_counts_near_enough():
    table = count(["供水" * 40, "管网"])
    again = unpack(pack(table))
    assert np.array_equal(again.hashes, table.hashes)
    assert np.allclose(again.counts, table.counts, rtol=0.13)
    assert again.total == table.total
