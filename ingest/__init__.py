"""What a file is and how it comes in: type by content, duplicates, splitting."""
