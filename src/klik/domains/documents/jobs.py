"""What documents keep: the file that each of them names."""

from klik.domains.documents.models import Document
from klik.ground import files

files.register_need(Document)
