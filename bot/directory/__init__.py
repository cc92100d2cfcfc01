"""Who is who in the school, and who holds which role: adapters of the `Directory` port. They decide nothing."""
