"""The parts and words of the design system, as templates call them, without loading."""
