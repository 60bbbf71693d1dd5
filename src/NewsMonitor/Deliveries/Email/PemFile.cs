using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;

namespace NewsMonitor.Deliveries.Email;

/// <summary>What a PEM file (RFC 7468) holds.</summary>
internal static class PemFile
{
    /// <summary>Every object in the file, in order; throws what <see cref="IsGood"/> knows when it cannot be read.</summary>
    public static List<object> ObjectsIn(string file)
    {
        using var text = File.OpenText(file);
        var reader = new PemReader(text);
        var objects = new List<object>();
        while (reader.ReadObject() is { } one)
            objects.Add(one);
        return objects;
    }

    /// <summary>The first private key in the file; null when it holds none.</summary>
    public static AsymmetricKeyParameter? KeyIn(string file) =>
        ObjectsIn(file).Select(KeyOf).OfType<AsymmetricKeyParameter>().FirstOrDefault();

    /// <summary>True when something is read, false when nothing is or the file is unreadable or broken.</summary>
    public static bool IsGood(Func<object?> read)
    {
        try
        {
            return read() is not null;
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or UnauthorizedAccessException
                        or PemException
                        or InvalidCastException
                        or FormatException
                        or ArgumentException
            )
        {
            return false;
        }
    }

    private static AsymmetricKeyParameter? KeyOf(object read) =>
        read switch
        {
            AsymmetricCipherKeyPair pair => pair.Private,
            AsymmetricKeyParameter { IsPrivate: true } key => key,
            _ => null,
        };
}
