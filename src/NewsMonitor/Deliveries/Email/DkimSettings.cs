using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace NewsMonitor.Deliveries.Email;

/// <summary>The key by which receivers' servers can tell that our domain has sent a mail (DKIM, RFC 6376).</summary>
/// <param name="Domain">The domain that signs.</param>
/// <param name="Selector">Names the key: <c>selector._domainkey.domain</c> in DNS.</param>
/// <param name="KeyFile">The private RSA key, in PEM.</param>
internal sealed record DkimSettings(string Domain, string Selector, string KeyFile)
{
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From,
        HeaderId.To,
        HeaderId.Subject,
        HeaderId.Date,
        HeaderId.MessageId,
        HeaderId.References,
        HeaderId.InReplyTo,
        HeaderId.ListId,
        HeaderId.ListUnsubscribe,
        HeaderId.ListUnsubscribePost,
        HeaderId.AutoSubmitted,
        HeaderId.ContentType,
    ];

    /// <summary>True when the file holds a key that can sign.</summary>
    public bool IsUsable => PemFile.IsGood(Read);

    /// <summary>Signs a mail. Everything else of it must be as it will be sent.</summary>
    public void Sign(MimeMessage mail, DateTimeOffset now)
    {
        var key = Read() ?? throw new InvalidOperationException($"{KeyFile} holds no private key");
        var signer = new DkimSigner(key, Domain, Selector, DkimSignatureAlgorithm.RsaSha256)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            QueryMethod = "dns/txt",
        };
        mail.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(MailFormat.OnTheWire, mail, Signed.Where(mail.Headers.Contains).ToArray());
    }

    private AsymmetricKeyParameter? Read() => PemFile.KeyIn(KeyFile);
}
