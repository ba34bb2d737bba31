"""Items as files that other programs open. `assistant.onboarding.exporting.door` is the way in."""
