"""The portal: what residents see, and the pages of a municipality that anybody may read."""
