using MimeKit;
using MimeKit.Cryptography;
using NewsMonitor.Core.Alerts;
using Org.BouncyCastle.X509;

namespace NewsMonitor.Deliveries.Email;

/// <summary>The certificate by which readers' mail programs can tell who wrote a mail (S/MIME 4, RFC 8551).</summary>
/// <param name="CertificateFile">The sender's certificate in PEM, and after it what stands between it and its root.</param>
/// <param name="KeyFile">Its private key in PEM, unencrypted; may be the same file.</param>
internal sealed record SmimeSettings(string CertificateFile, string KeyFile)
{
    /// <summary>True when the files hold a certificate and a key that can sign.</summary>
    public bool IsUsable => PemFile.IsGood(Read);

    /// <summary>The signed form of a body: mail programs that know no S/MIME show it as they would show the body.</summary>
    public MultipartSigned Sign(MimeEntity body, DeliveryId id)
    {
        var signer =
            Read() ?? throw new InvalidOperationException($"{CertificateFile} holds no certificate with its key");
        using var context = new TemporarySecureMimeContext();
        var signed = MultipartSigned.Create(context, signer, body);
        signed.Boundary = $"=_s{id}";
        return signed;
    }

    /// <summary>Read at each mail: a certificate that was renewed needs no restart.</summary>
    private CmsSigner? Read()
    {
        var certificates = PemFile.ObjectsIn(CertificateFile).OfType<X509Certificate>().ToArray();
        var key = PemFile.KeyIn(KeyFile);
        return certificates.Length == 0 || key is null
            ? null
            : new CmsSigner(certificates, key) { DigestAlgorithm = DigestAlgorithm.Sha256 };
    }
}
