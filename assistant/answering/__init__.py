"""Answering: is the evidence enough, which sentences answer, and does each citation hold its sentence?"""
