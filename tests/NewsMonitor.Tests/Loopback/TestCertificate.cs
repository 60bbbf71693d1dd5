using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NewsMonitor.Tests.Loopback;

/// <summary>A certificate for 127.0.0.1 that nobody but its own authority file vouches for.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitor-test-").FullName;

    private TestCertificate(X509Certificate2 server)
    {
        Server = server;
        AuthorityFile = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(AuthorityFile, server.ExportCertificatePem());
    }

    public X509Certificate2 Server { get; }

    /// <summary>A PEM file for the client that is to trust it.</summary>
    public string AuthorityFile { get; }

    /// <summary>Makes one.</summary>
    /// <param name="address">The host it is for.</param>
    /// <param name="time">Valid for a day around now.</param>
    public static TestCertificate For(string address, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-12), now.AddHours(12));
        return new(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null));
    }

    public void Dispose()
    {
        Server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
