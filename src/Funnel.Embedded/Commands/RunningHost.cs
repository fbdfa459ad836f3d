using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;

namespace Funnel.Embedded.Commands;

/// <summary>Where a host runs that a command talks to, and the key that opens it.</summary>
/// <param name="keyName">Which of the host's keys it takes: <c>default</c> or <c>master</c>.</param>
/// <param name="isNeedless">When no host is needed at all.</param>
internal sealed class RunningHost(string keyName = "default", Func<CommandResult, bool>? isNeedless = null)
{
    private readonly Option<string?> data = new("--data") { Description = "The running host's data folder, which has its key." };
    private readonly Option<int> port = new("--port") { Description = "The running host's port.", DefaultValueFactory = _ => ServeCommand.DefaultPort };
    private readonly Option<Uri?> url = new("--url") { Description = "Instead of --data: the address of a host elsewhere, such as https://name.azurewebsites.net." };
    private readonly Option<string?> key = new("--key") { Description = $"With --url: its {(keyName is "master" ? "master" : "function")} key; env:NAME reads it from a variable." };

    public void AddTo(Command command)
    {
        Ports.Check(port);
        command.Options.Add(data);
        command.Options.Add(port);
        command.Options.Add(url);
        command.Options.Add(key);
        command.Validators.Add(parsed =>
        {
            if (!Is(parsed) && isNeedless?.Invoke(parsed) == true)
            {
                return;
            }

            if (parsed.GetValue(data) is null == parsed.GetValue(url) is null || parsed.GetValue(url) is null != parsed.GetValue(key) is null)
            {
                parsed.AddError("Say where the host is: --data DIR for one on this machine, or --url URL --key KEY.");
            }
        });
    }

    /// <summary>The data folder, where the host is said to be on this machine.</summary>
    public string? Data(ParseResult parsed) => parsed.GetValue(data);

    /// <summary>Whether any is named.</summary>
    public bool Is(ParseResult parsed) => Is(parsed.CommandResult);

    /// <inheritdoc cref="Is(ParseResult)"/>
    public bool Is(CommandResult parsed) => (parsed.GetValue(data) ?? parsed.GetValue(url)?.ToString() ?? parsed.GetValue(key)) is not null;

    /// <returns>The address, with a slash at its end, and the key.</returns>
    public async Task<(Uri Address, string Key)> Read(ParseResult parsed, CancellationToken ct) => parsed.GetValue(data) is { } folder
        ? (Local(parsed.GetValue(port)), await KeyOf(folder, keyName, ct))
        : (new Uri(parsed.GetValue(url)!.AbsoluteUri.TrimEnd('/') + "/"), Secret(parsed.GetValue(key)!));

    public static Uri Local(int port) => new($"http://127.0.0.1:{port}/");

    /// <summary>A key of the host that runs with this data folder.</summary>
    /// <exception cref="StartupException">There is none.</exception>
    public static async Task<string> KeyOf(string folder, string name, CancellationToken ct)
    {
        var path = Path.Combine(folder, HostKeys.FileName);
        try
        {
            using var keys = JsonDocument.Parse(await File.ReadAllBytesAsync(path, ct));
            return keys.RootElement.GetProperty(name).GetString()!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new StartupException($"{path} cannot be read.", ["it is made when the host first starts with this --data folder"], e);
        }
    }

    private static string Secret(string key) => !key.StartsWith("env:", StringComparison.Ordinal) ? key
        : Environment.GetEnvironmentVariable(key[4..]) is { Length: > 0 } value ? value
        : throw new UsageException($"--key {key}: the variable {key[4..]} is not set");
}
