"""Strawberry: a Discord bot that shows people what a language model really reads."""

__version__ = "0.1.0"
