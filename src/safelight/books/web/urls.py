"""Addresses of the books module; included at the root."""

from django.urls import path

from safelight.books.web import accounts, by_hand, entries, entry, postings, trial

urlpatterns = [
    path("books/", trial.trial, name="books"),
    path("books/accounts/", accounts.accounts, name="books_accounts"),
    path("books/accounts/standard/", accounts.standard, name="books_standard"),
    path("books/accounts/<uuid:account_id>/", accounts.account, name="books_account"),
    path("books/accounts/<uuid:account_id>/change/", accounts.change, name="books_account_change"),
    path("books/entries/", entries.entries, name="books_entries"),
    path("books/entries/filters/", entries.entry_filters, name="books_entry_filters"),
    path("books/entries/new/", by_hand.new, name="books_entry_new"),
    path("books/entries/<uuid:entry_id>/", entry.entry, name="books_entry"),
    path("books/postings/", postings.postings, name="books_postings"),
    path("books/postings/reopening/", postings.reopening, name="books_reopening"),
]
