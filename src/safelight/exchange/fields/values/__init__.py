"""What the text of one cell says: names, phones, mails, dates, addresses, countries, yes and no."""
