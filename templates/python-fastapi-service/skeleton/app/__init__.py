"""${{ values.name }}: an HTTP API on the golden path."""
