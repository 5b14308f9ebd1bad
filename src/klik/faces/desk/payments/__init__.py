"""The desk's payments: orders, files for the bank and its answers, hand-outs, the journal."""
