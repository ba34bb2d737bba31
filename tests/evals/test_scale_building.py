from pathlib import Path

from evals.scale_building import built, disk, folder_for


def test_what_is_kept_is_built_once_and_its_times_are_remembered(tmp_path: Path) -> None:
    calls: list[int] = []
    with folder_for(tmp_path, 1000) as folder:
        first = built(folder, "Other", lambda: calls.append(1))
    with folder_for(tmp_path, 1000) as folder:
        assert built(folder, "Other", lambda: calls.append(2)) == first
    assert calls == [1]
    assert first.keys() == {"Other build s", "Other build CPU s"}


def test_what_is_not_kept_is_gone_afterwards() -> None:
    with folder_for(None, 1000) as folder:
        assert folder.is_dir()
    assert not folder.exists()


def test_disk_is_told_by_part(tmp_path: Path) -> None:
    for name, size in {"registry.sqlite3": 1000, "keywords/a": 2000, "vectors/base-1/b": 4000}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    assert disk(tmp_path) == {"disk MB": 0.007, "registry MB": 0.001, "keywords MB": 0.002, "vectors MB": 0.004}
