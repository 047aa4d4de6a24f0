"""The domain: trees, registers and cases as frozen values.

The loader reads these classes field by field, so they are also the reference of the language:
a field's name is its key in YAML (`in_force` is written `in-force`, `from_` is written `from`),
its type says what may stand there. Two names are filled in by the loader: `id` is the key under
which the value stands, `place` is where.
"""
