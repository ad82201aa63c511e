"""Steps from one state of the foundation tables to the next."""
