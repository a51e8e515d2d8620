"""Renderings of a gradebook: one renderer a module, value → text. Only `output` touches the disk.

Every number is rounded here and nowhere before: points to two decimals, half up; to whole ones, but never up to full,
where a format knows no fractions (`numbers`).
"""
