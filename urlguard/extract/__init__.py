"""Addresses out of messy text: messages, mail, pages, pictures of QR codes."""

from urlguard.extract.kinds import is_document as is_document
from urlguard.extract.reading import open_finds as open_finds
