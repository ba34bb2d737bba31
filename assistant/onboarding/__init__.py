"""Onboarding questions made from the papers' own rules, reviewed, practised with, and taken elsewhere."""
