using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>
/// The keys that HTTP functions ask for: <c>default</c> opens level Function, <c>master</c> opens Function and Admin. They come from the
/// settings <c>Host:Keys:default</c> and <c>Host:Keys:master</c>; those that are missing are made once and kept in the data folder.
/// </summary>
internal sealed class HostKeys(IConfiguration settings, FunctionHostOptions options)
{
    public const string FileName = "host-keys.json";
    public const string Header = "x-functions-key";
    public const string QueryName = "code";

    private static readonly string[] Names = ["default", "master"];

    private byte[] _default = [];
    private byte[] _master = [];

    /// <exception cref="StartupException">A key is missing and cannot be made or read.</exception>
    public async Task Load(CancellationToken ct)
    {
        var given = Names.ToDictionary(name => name, name => settings["Host:Keys:" + name], StringComparer.Ordinal);
        var kept = given.Values.All(key => key is { Length: > 0 }) ? [] : await Kept(ct);
        _default = Digest(Pick("default"));
        _master = Digest(Pick("master"));

        string Pick(string name) => given[name] is { Length: > 0 } key ? key : kept[name];
    }

    /// <summary>Whether the request shows a key that opens <paramref name="level"/>. Takes the same time for any wrong key.</summary>
    public bool Open(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var shown = request.Headers[Header].ToString();
        var digest = Digest(shown.Length > 0 ? shown : request.Query[QueryName].ToString());
        var isMaster = Same(digest, _master);
        var isDefault = Same(digest, _default);
        return isMaster || (isDefault && level == AuthorizationLevel.Function);
    }

    // Digests have one length, whatever was shown; an unloaded key is no digest and equals none.
    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private async Task<Dictionary<string, string>> Kept(CancellationToken ct)
    {
        if (options.DataFolder is not { } folder)
        {
            throw new StartupException("HTTP functions need keys.", ["Set Host:Keys:default and Host:Keys:master, or give the host a data folder."]);
        }

        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path))
            {
                await Make(path, ct);
            }

            var kept = JsonSerializer.Deserialize(await File.ReadAllTextAsync(path, ct), HttpJson.Default.DictionaryStringString);
            return kept is not null && Names.All(name => kept.TryGetValue(name, out var key) && key.Length > 0)
                ? kept
                : throw new StartupException($"{path} is wrong.", ["It must hold \"default\" and \"master\". Delete it, and new keys are made."]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"{path} cannot be used.", [e.Message], e);
        }
    }

    private static async Task Make(string path, CancellationToken ct)
    {
        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        var keys = Names.ToDictionary(name => name, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), StringComparer.Ordinal);
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        await using (var stream = new FileStream(draft, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write)))
        {
            await JsonSerializer.SerializeAsync(stream, keys, HttpJson.Default.DictionaryStringString, ct);
        }

        try
        {
            // Whole or not at all; of two processes that start together the first one's keys stand, and the other reads them.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
