"""The report to governors: how a term is counted, its release, and how it is spoken of."""
