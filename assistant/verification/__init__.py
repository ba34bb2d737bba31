"""Does the cited text hold this sentence? One implementation for answers, drafts, the ledger and onboarding.

A claim is supported only if every number in it stands in a source with the same value, unit, scale, indicator, period
and direction, its names and labels stand there too, its words are held, and the source says the same of it: achieved or
planned, affirmed or denied, must or may, under the same conditions and with the same exceptions. No model is asked; the
same claim over the same sources always gets the same verdict.
"""

from assistant.verification.check import verify
from assistant.verification.verdicts import GOOD, QuantityOutcome, QuantityVerdict, Source, Verification

__all__ = ["GOOD", "QuantityOutcome", "QuantityVerdict", "Source", "Verification", "verify"]
