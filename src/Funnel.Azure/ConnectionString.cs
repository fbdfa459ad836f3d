using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// Reads a connection string. The two clients would read the same text differently (a slash, a space, a signature, an endpoint of one service
/// only), and quote what they could not read. This one reading holds for both, names everything that is wrong, and quotes no value: any of
/// them may be a key.
/// </summary>
internal sealed class ConnectionString
{
    private const string Quotes = "\"'`“”‘’";

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "UseDevelopmentStorage", "DevelopmentStorageProxyUri", "DefaultEndpointsProtocol", "AccountName", "AccountKey", "AccountKeyName",
        "SharedAccessSignature", "EndpointSuffix", "TableEndpoint", "TableSecondaryEndpoint", "QueueEndpoint", "QueueSecondaryEndpoint",
        "BlobEndpoint", "BlobSecondaryEndpoint", "FileEndpoint", "FileSecondaryEndpoint",
    };

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<string> errors = [];

    private ConnectionString()
    {
    }

    /// <exception cref="StorageException">It cannot be read; the message names everything that is wrong.</exception>
    public static StorageAccount Read(string text)
    {
        var reader = new ConnectionString();
        reader.Split(text.Trim());
        var account = reader.errors.Count > 0 ? null : reader.values.ContainsKey("UseDevelopmentStorage") ? reader.Emulator() : reader.Account();
        return reader.errors.Count == 0 ? account! : throw new StorageException(
            $"The storage connection string cannot be read: {string.Join("; ", reader.errors)}. It is a list such as "
            + "'AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net', or 'UseDevelopmentStorage=true' for the emulator.");
    }

    private void Split(string text)
    {
        if (text.StartsWith("@Microsoft.KeyVault", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add("it is still a reference to Key Vault: the app's identity may not read that secret, or it does not exist");
            return;
        }

        if (text.Length > 0 && (Quotes.Contains(text[0], StringComparison.Ordinal) || Quotes.Contains(text[^1], StringComparison.Ordinal)))
        {
            errors.Add("it is in quotes, which do not belong to it");
            return;
        }

        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            Add(parts[i].Split('=', 2, StringSplitOptions.TrimEntries), i + 1);
        }
    }

    private void Add(string[] part, int number)
    {
        if (part.Length < 2 || !Known.TryGetValue(part[0], out var name))
        {
            errors.Add($"part {number} does not begin with a name that is known, such as AccountName=");
        }
        else if (part[1].Length == 0)
        {
            errors.Add($"{name} is empty");
        }
        else if (Quotes.Contains(part[1][0], StringComparison.Ordinal))
        {
            errors.Add($"{name} is in quotes, which do not belong to it");
        }
        else if (!values.TryAdd(name, part[1]))
        {
            errors.Add($"{name} is there twice");
        }
    }

    // The emulator's published account and key.
    private StorageAccount Emulator()
    {
        Check("UseDevelopmentStorage", text => text.Equals("true", StringComparison.OrdinalIgnoreCase), "must be true, or left out");
        if (values.Count > (values.ContainsKey("DevelopmentStorageProxyUri") ? 2 : 1))
        {
            errors.Add("UseDevelopmentStorage stands alone: what else is there is for an account, or for an emulator on other ports");
        }

        var host = Address("DevelopmentStorageProxyUri") ?? new Uri("http://127.0.0.1");
        return new()
        {
            Queues = new UriBuilder(host.Scheme, host.Host, 10001, "devstoreaccount1").Uri,
            Tables = new UriBuilder(host.Scheme, host.Host, 10002, "devstoreaccount1").Uri,
            SharedKey = ("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="),
        };
    }

    private StorageAccount? Account()
    {
        Check("DefaultEndpointsProtocol", text => text.ToLowerInvariant() is "http" or "https", "must be https or http");
        Check("AccountKey", text => Convert.TryFromBase64String(text, new byte[text.Length], out _), "is no key: it must be Base64, copied whole");
        Check("SharedAccessSignature", text => text.Contains("sig=", StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal),
            "is no signature: it begins with sv= or ss=, and holds sig=");
        if (values.ContainsKey("AccountKey") == values.ContainsKey("SharedAccessSignature"))
        {
            errors.Add("one of AccountKey and SharedAccessSignature is needed, and not both");
        }
        else if (values.ContainsKey("AccountKey") && !values.ContainsKey("AccountName"))
        {
            errors.Add("AccountKey needs AccountName");
        }

        var (tables, queues) = (Service("TableEndpoint", StorageAddress.Tables), Service("QueueEndpoint", StorageAddress.Queues));
        return errors.Count > 0 ? null : new()
        {
            Tables = tables!,
            Queues = queues!,
            SharedKey = values.TryGetValue("AccountKey", out var key) ? (values["AccountName"], key) : null,
            Signature = values.GetValueOrDefault("SharedAccessSignature")?.TrimStart('?'),
        };
    }

    private Uri? Service(string endpoint, string service)
    {
        var uri = values.ContainsKey(endpoint) ? Address(endpoint) : ByName(endpoint, service);
        if (uri is { IsLoopback: false, Scheme: "http" } && values.ContainsKey("SharedAccessSignature"))
        {
            errors.Add($"{endpoint} must be https: a signature could be read on the way");
        }

        return uri;
    }

    private Uri? ByName(string endpoint, string service)
    {
        if (!values.TryGetValue("AccountName", out var name))
        {
            errors.Add($"{endpoint} is missing, and there is no AccountName to tell it from");
            return null;
        }

        var suffix = values.GetValueOrDefault("EndpointSuffix", "core.windows.net").TrimEnd('/');
        var wrong = Wrong("AccountName", StorageAddress.IsName(name), StorageAddress.NameRule)
            | Wrong("EndpointSuffix", StorageAddress.IsSuffix(suffix), StorageAddress.SuffixRule);
        return wrong || errors.Count > 0 ? null : StorageAddress.Of(name, service, suffix, values.GetValueOrDefault("DefaultEndpointsProtocol", "https"));
    }

    private Uri? Address(string name)
    {
        var uri = values.TryGetValue(name, out var text) ? StorageAddress.Parse(text) : null;
        Check(name, _ => uri is not null, StorageAddress.Rule);
        return uri;
    }

    private void Check(string name, Func<string, bool> holds, string rule)
    {
        if (values.TryGetValue(name, out var text))
        {
            Wrong(name, holds(text), rule);
        }
    }

    // Both services ask for the same name and suffix: said once.
    private bool Wrong(string name, bool holds, string rule)
    {
        var error = $"{name} {rule}";
        if (!holds && !errors.Contains(error, StringComparer.Ordinal))
        {
            errors.Add(error);
        }

        return !holds;
    }
}
