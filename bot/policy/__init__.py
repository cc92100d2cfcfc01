"""Pure rules of the school's Online Safety Policy: no await, no clock, no I/O. Imports nothing else of ours."""
