"""Builds the sample corpus of one fictional water utility from plain source texts."""
