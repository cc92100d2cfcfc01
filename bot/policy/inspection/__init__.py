"""The archive for an inspection: who may take it, and that it was taken. Pure."""
