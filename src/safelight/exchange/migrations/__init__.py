"""Steps from one state of the exchange tables to the next."""
