"""Letters: texts and facts set in one fixed form, as a tagged PDF that is the same every time."""
