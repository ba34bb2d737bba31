"""From a person to what they may see. The filter is made here, once, before anything is looked up.

Until people, units and labels come, every known person sees what is labelled `staff`; the default is still a filter,
never its absence, so that no method can be written which forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Principal

LOCAL_PERSON = Principal(user="local")
"""The person at the keyboard when nobody signed in."""


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """The access labels a person may see. Built only by `filter_for`; an empty set sees nothing."""

    labels: frozenset[str]

    def allows(self, label: str) -> bool:
        return label in self.labels


def filter_for(principal: Principal) -> AccessFilter:
    """Return what `principal` may see. An unnamed person sees nothing."""
    return AccessFilter(labels=frozenset({"staff"}) if principal.user else frozenset())
