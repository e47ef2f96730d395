"""A certificate authority of this checkout and a certificate for its addresses.

Browsers give the position, the microphone and service workers only to pages
over HTTPS, so a phone in the same network needs it.
"""

import datetime
import ipaddress
import socket

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEAR = datetime.timedelta(days=365)
RENEW_BEFORE = datetime.timedelta(days=30)


def local_addresses():
    """IPv4 addresses of this machine that others may reach it by."""
    found = {
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    }
    return sorted(found - {"127.0.0.1"})


def need(folder):
    """Have ``ca.crt``, ``server.crt`` and ``server.key`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    addresses = ["127.0.0.1", *local_addresses()]
    if not _is_good(folder / "ca.crt", folder / "ca.key", []):
        _make_authority(folder)
        (folder / "server.crt").unlink(missing_ok=True)
    if not _is_good(folder / "server.crt", folder / "server.key", addresses):
        _make_server(folder, addresses)


def _is_good(certificate, key, addresses):
    """Whether the pair is there, lasts a while and covers ``addresses``."""
    if not (certificate.exists() and key.exists()):
        return False
    known = x509.load_pem_x509_certificate(certificate.read_bytes())
    now = datetime.datetime.now(datetime.timezone.utc)
    if known.not_valid_after_utc - now < RENEW_BEFORE:
        return False
    if not addresses:
        return True
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covered = {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    return set(addresses) <= covered


def _make_authority(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Errand local authority")
    builder = (
        _builder(name, name, key, 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(sign=True), critical=True)
    )
    _write(folder, "ca", builder.sign(key, hashes.SHA256()), key)


def _make_server(folder, addresses):
    authority = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    signer = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName("localhost"), x509.DNSName(socket.gethostname())]
    names += [x509.IPAddress(ipaddress.ip_address(one)) for one in addresses]
    builder = (
        _builder(_name("Errand local server"), authority.subject, key, YEAR)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .add_extension(_key_usage(sign=False), critical=True)
    )
    _write(folder, "server", builder.sign(signer, hashes.SHA256()), key)


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(subject, issuer, key, lasts):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + lasts)
    )


def _key_usage(sign):
    return x509.KeyUsage(
        digital_signature=not sign,
        key_cert_sign=sign,
        crl_sign=sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(folder, name, certificate, key):
    """Write the key first: a certificate without its key would look finished."""
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for suffix, content in (("key", secret), ("crt", certificate.public_bytes(pem))):
        fresh = folder / f"{name}.{suffix}.new"
        fresh.touch(mode=0o600)
        fresh.write_bytes(content)
        fresh.replace(folder / f"{name}.{suffix}")
