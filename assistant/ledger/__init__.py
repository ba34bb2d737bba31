"""The ledger: every figure of the stored papers, read once, with the names, conflicts and changes that follow."""
