"""Tables of clerks in, the ledger as tables out. Excel and WPS are read here only."""
