"""Money received and returned: tenders, attempts, terminals, the gateway port."""
