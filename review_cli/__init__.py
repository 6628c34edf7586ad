"""The opis command and the review desk."""
