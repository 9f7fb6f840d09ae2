"""What people search for, counted without counting people."""
