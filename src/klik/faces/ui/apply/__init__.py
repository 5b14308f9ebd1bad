"""The pages of an application, the same in the portal and at the counter; each face opens them."""
