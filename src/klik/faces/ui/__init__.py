"""The design system: one stylesheet with tokens, icons, and the parts that pages are made of."""
