namespace Azure.Data.Tables;

/// <summary>The parts of a storage connection string that a table client needs.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // The emulator's account and key are published and the same everywhere: learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string EmulatorEndpoint = "http://127.0.0.1:10002/devstoreaccount1";

    /// <exception cref="FormatException">A part is missing or not of its form. The message never holds the key.</exception>
    public static ConnectionString Parse(string text)
    {
        var parts = Split(text);
        if (string.Equals(parts.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return new(new(EmulatorEndpoint), new(EmulatorAccount, EmulatorKey));
        }

        var account = Require(parts, "AccountName");
        return new(EndpointOf(parts, account), CredentialOf(account, Require(parts, "AccountKey")));
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException("A connection string is a list of Name=Value separated by ';': one part has no '='.");
            }

            parts[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return parts;
    }

    private static Uri EndpointOf(Dictionary<string, string> parts, string account)
    {
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        var text = parts.GetValueOrDefault("TableEndpoint") ?? $"{protocol}://{account}.table.{suffix}";
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            ? endpoint
            : throw new FormatException("The connection string's TableEndpoint is not an absolute URL.");
    }

    private static TableSharedKeyCredential CredentialOf(string account, string key)
    {
        try
        {
            return new(account, key);
        }
        catch (FormatException)
        {
            throw new FormatException("The connection string's AccountKey is not Base64.");
        }
    }

    private static string Require(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new FormatException($"The connection string has no {name}.");
}
