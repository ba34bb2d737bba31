"""Tests never install anything on a person's machine."""

from __future__ import annotations

import os

import pytest

from tests.support.system_packages import may_install, require


def test_a_command_that_is_there_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert os.access(require("no-such-package-at-all", command="sh"), os.X_OK)


def test_without_ci_a_missing_package_skips_the_test_and_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"apt-get install .*no-such-package-at-all"):
        require("no-such-package-at-all", command="no-such-command-at-all")


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_ci_must_be_set_to_something_that_means_yes(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CI", value)
    assert not may_install()


def test_a_person_who_is_not_root_installs_nothing_even_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not may_install()
