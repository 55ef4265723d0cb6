"""The only place that touches what Textual keeps private (8.2.8); a test pins each name.

It may import nothing of ours but what draws: letters, styles, the theme.
"""
