"""Bytes to a Document, inside a sandboxed child process."""
