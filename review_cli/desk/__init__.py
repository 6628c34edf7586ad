"""The review desk: a full-screen terminal program in which a person decides."""
