"""Measuring: cases in, metrics out, against a committed baseline. Nothing here is imported by the product."""
