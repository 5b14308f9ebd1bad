"""E-mail: handed to a server by SMTP, or written as files where none is named."""
