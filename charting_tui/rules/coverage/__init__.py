"""Who pays: policies, injuries, clients who pay."""
