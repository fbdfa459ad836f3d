using System.Text;
using System.Text.RegularExpressions;
using System.Text.Json;
using Funnel.Files;
using Funnel.Functions.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Funnel.Embedded;

/// <summary>
/// Reads the configuration file of <c>serve</c>: one JSON object, its names as in the README, secrets as text or as <c>env:NAME</c>. It becomes
/// section <c>Funnel</c>, which is also where Azure's settings (<c>Funnel__…</c>) end up.
/// </summary>
internal static partial class HostFile
{
    private const string FromEnvironment = "env:";
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="StartupException">The file is missing, no JSON object, or names environment variables that are not set.</exception>
    public static async Task<IConfigurationRoot> Load(string path, CancellationToken ct)
    {
        var text = await Text(path, ct);
        return Read(Encoding.UTF8.GetBytes(text), path);
    }

    /// <summary>The text of a configuration, or of a list of offers, in whatever encoding it was saved; if not in UTF-8, that is said.</summary>
    /// <exception cref="StartupException">It is missing, or no text that can be read for certain: nothing is said in public that somebody did not write.</exception>
    public static async Task<string> Text(string path, CancellationToken ct)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw new StartupException($"{path} is no configuration file.", [$"it is larger than {MaxBytes / 1024 / 1024} MB"]);
            }

            using var file = TextFile.Open(path);
            if (file.Note is { } note)
            {
                await System.Console.Error.WriteLineAsync(note);
            }

            using var reader = file.Read();
            return await reader.ReadToEndAsync(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException("The configuration cannot be read.", [e.Message], e);
        }
    }

    /// <param name="source">Names the text in errors.</param>
    /// <param name="onlyOffers">Nothing but the offers will be used: secrets need not be there.</param>
    public static IConfigurationRoot Read(ReadOnlyMemory<byte> json, string source, bool onlyOffers = false)
    {
        var values = Flat(json, source);
        var missing = new List<string>();
        foreach (var (key, value) in values.Where(v => v.Value?.StartsWith(FromEnvironment, StringComparison.Ordinal) == true).ToList())
        {
            var name = value![FromEnvironment.Length..];
            values[key] = name.Length == 0 ? null : Environment.GetEnvironmentVariable(name);
            if (values[key] is null && !onlyOffers)
            {
                missing.Add($"{key.Replace(':', '.')}: {(name.Length == 0 ? "'env:' names no variable" : $"the environment variable {name} is not set")}");
            }
        }

        if (missing.Count > 0)
        {
            throw new StartupException($"{source}: secrets are missing.", missing);
        }

        return new ConfigurationBuilder()
            .AddInMemoryCollection(Schedules.Take(values))
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"{FunnelOptions.Section}:{v.Key}", v.Value)))
            .Build();
    }

    private static Dictionary<string, string?> Flat(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new StartupException($"{source} is no configuration file.", ["it must hold one JSON object"]);
            }
        }
        catch (JsonException e)
        {
            throw new StartupException($"{source} is not JSON.", [Text(json).AsSpan().IsWhiteSpace() ? "it is empty" : $"line {e.LineNumber + 1}: {Words(e)}"], e);
        }

        try
        {
            var provider = new JsonStreamConfigurationProvider(new JsonStreamConfigurationSource { Stream = new MemoryStream(json.ToArray()) });
            var root = new ConfigurationRoot([provider]);
            return root.AsEnumerable().ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new StartupException($"{source} is no configuration file.", [e.Message], e); // a name twice, for example
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"{source} is no configuration file.", [$"{Broken(Text(json))}: an escape such as \\ud83d stands alone; it is half of a character"], e);
        }
    }

    /// <summary>What the parser says, without its own count of lines.</summary>
    private static string Words(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    private static string Broken(string json)
    {
        var line = Array.FindIndex(json.Split('\n'), l => LoneSurrogate().IsMatch(l));
        return line < 0 ? "a text" : $"line {line + 1}";
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex LoneSurrogate();
}
