"""What is found inside a model: its vectors compared, mapped and probed, and what its layers and heads do with a text.

Functions of arrays and their results, which know of no process and no model file: ``bot.model`` says where they run.
"""
