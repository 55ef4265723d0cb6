"""From a draft to a signed record: PIN, signature, addenda, dismissing a finding, a claim changed later.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
