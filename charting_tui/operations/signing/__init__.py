"""From a draft to a signed record: PIN, signature, addenda, dismissing a finding, a claim changed later."""
