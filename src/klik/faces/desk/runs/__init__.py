"""The desk's runs: planned by a clerk, approved by another, executed by a worker, read by all."""
