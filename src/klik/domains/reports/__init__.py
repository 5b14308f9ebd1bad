"""Reports: problems in public space, followed until they are solved."""
