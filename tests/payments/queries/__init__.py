"""Tests of what payments show."""
