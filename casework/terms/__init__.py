"""The terms of a family: events found in its records, last days counted, what closed them."""
