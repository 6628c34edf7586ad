"""The only place that names every stage."""
