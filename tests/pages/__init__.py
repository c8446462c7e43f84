"""The pages of src/keydex/reference: what each tool asks by release, told by keydex's own rules."""
