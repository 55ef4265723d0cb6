"""The quick line's own short form: tokens, each attached to what stands on its left."""
