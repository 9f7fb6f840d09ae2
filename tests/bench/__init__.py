"""Measurements: `make bench`. Ratios of one run on one machine; nothing here is a test."""
