using System.Collections.Immutable;
using System.Globalization;

namespace NewsMonitor.Ledger;

/// <summary>
/// The shape of the ledger's file, as numbered scripts (<c>Ledger/Schema/0001.sql</c> …). <c>user_version</c> is the number
/// of the last script applied; each is applied in one transaction with its number, so a kill leaves all of it or nothing.
/// </summary>
internal static class Schema
{
    /// <summary>Marks a SQLite file as a ledger of Monitor: "MonL".</summary>
    public const int ApplicationId = 0x4D6F6E4C;

    private const string ResourcePrefix = "Ledger/Schema/";

    /// <summary>The scripts that this release knows, in order; script n is at n - 1.</summary>
    public static ImmutableArray<string> Scripts { get; } = ReadScripts();

    /// <summary>Refuses a file that is no ledger or one of a later release.</summary>
    public static void Check(LedgerConnection connection, string file, int newest)
    {
        var application = connection.Number("PRAGMA application_id");
        if (application != ApplicationId)
            throw new LedgerUnavailable(
                $"{file} is no ledger of Monitor (application id {application}). Name another data folder, or move the file away."
            );
        var version = VersionOf(connection);
        if (version > newest)
            throw new LedgerUnavailable(
                $"{file} was written by a later release: its schema is {version}, this release knows {newest}. "
                    + "Run the later release, or restore the ledger from before the upgrade."
            );
    }

    /// <summary>
    /// Reads every page once and refuses a damaged file now, rather than when an alert comes by the damage. Takes about 0.2 s
    /// for 100 MB.
    /// </summary>
    public static void CheckPages(LedgerConnection connection, string file)
    {
        var finding = connection.Scalar("PRAGMA quick_check(1)") as string;
        if (finding != "ok")
            throw LedgerUnavailable.Damaged(file, finding ?? "no answer");
    }

    /// <summary>The number of the last script applied.</summary>
    public static int VersionOf(LedgerConnection connection) => (int)(connection.Number("PRAGMA user_version") ?? 0);

    /// <summary>Applies the scripts that the file has not had yet.</summary>
    public static void Apply(LedgerConnection connection, ImmutableArray<string> scripts)
    {
        for (var version = VersionOf(connection) + 1; version <= scripts.Length; version++)
            ApplyOne(connection, version, scripts[version - 1]);
    }

    private static void ApplyOne(LedgerConnection connection, int version, string script)
    {
        connection.ExecuteScript("BEGIN IMMEDIATE");
        try
        {
            connection.ExecuteScript(script);
            connection.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
            CrashPoint.Reached("migration-step");
            connection.ExecuteScript("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
                connection.ExecuteScript("ROLLBACK");
            throw;
        }
    }

    private static ImmutableArray<string> ReadScripts() =>
        [
            .. typeof(Schema)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(ReadScript),
        ];

    private static string ReadScript(string name)
    {
        using var reader = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
