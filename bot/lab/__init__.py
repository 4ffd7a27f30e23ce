"""The laboratory: networks small enough to be trained while somebody watches, in a process of their own."""
