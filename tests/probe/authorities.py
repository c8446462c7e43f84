"""Authorities and certificates of our own, for as long as a test lasts."""

import ssl
from datetime import datetime
from hashlib import sha1

from cryptography.x509 import Name, NameAttribute, load_pem_x509_certificate
from trustme import CA

from keydex.environment import Environment
from tests.memory import world


def server_context(
    authority: CA,
    *names: str,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> ssl.SSLContext:
    """Make what a server needs to speak TLS under these names."""
    certificate = authority.issue_cert(*names, not_before=not_before, not_after=not_after)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def pem(authority: CA) -> str:
    """Write the certificate of an authority as a bundle holds it."""
    return authority.cert_pem.bytes().decode()


def openssl_name(authority: CA) -> str:
    """Name the file in which OpenSSL looks for an authority in a folder (X509_NAME_hash).

    That is the SHA-1 of its subject in lower case, without the outermost tag and length.
    """
    subject = load_pem_x509_certificate(authority.cert_pem.bytes()).subject
    lowered = Name([NameAttribute(part.oid, str(part.value).lower()) for part in subject])
    digest = sha1(lowered.public_bytes()[2:], usedforsecurity=False).digest()
    return f"{int.from_bytes(digest[:4], 'little'):08x}.0"


def world_that_trusts(authority: CA, **variables: str) -> Environment:
    """Make an environment that knows one authority only."""
    return world({"ca.pem": pem(authority)}, {"SSL_CERT_FILE": "ca.pem", **variables})
