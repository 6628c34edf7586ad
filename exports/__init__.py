"""Confirmed records to XLSX and DOCX in the order's own form."""
