"""Input of any size -> tables: shards -> rows -> pages checked -> one file a shard and table.

plan           rows            check           write
inputs/        inputs/         page.py         table.py
"""
