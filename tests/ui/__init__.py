"""Tests of the app: what a person sees and does."""
