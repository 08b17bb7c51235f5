"""Runs the conformance programs of outside clients against a Tidemark server; see README.md one folder up."""
