"""What an institution keeps: fields, drafts, records, confirmation. No third-party library
but rapidfuzz and holidays."""
