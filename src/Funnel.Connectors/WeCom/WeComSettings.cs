using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.WeCom;

/// <summary>Reads <see cref="WeComOptions"/> from configuration and reports every mistake at once, each with its path and never with its value.</summary>
internal sealed class WeComSettings
{
    private static readonly string[] Known = [.. typeof(WeComOptions).GetProperties().Select(property => property.Name)];

    private readonly IConfigurationSection section;
    private readonly List<string> errors = [];

    private WeComSettings(IConfigurationSection section) => this.section = section;

    /// <exception cref="OptionsValidationException">Something is wrong; its failures name every setting that is.</exception>
    public static WeComOptions Read(IConfigurationSection section)
    {
        var reader = new WeComSettings(section);
        var options = reader.Read();
        return reader.errors.Count == 0
            ? options
            : throw new OptionsValidationException(section.Path, typeof(WeComOptions), reader.errors);
    }

    private WeComOptions Read()
    {
        var defaults = new WeComOptions();
        var linkId = section[nameof(WeComOptions.LinkId)];
        CheckNames();
        return new WeComOptions
        {
            BaseUrl = BaseUrl(defaults.BaseUrl),
            CorpId = Text(nameof(WeComOptions.CorpId), "", 64),
            Secret = Text(nameof(WeComOptions.Secret), "", 256),
            AgentId = AgentId(),
            CallbackToken = Key(nameof(WeComOptions.CallbackToken), 1, 32),
            EncodingAesKey = Key(nameof(WeComOptions.EncodingAesKey), 43, 43),
            Staff = Staff(mayBeEmpty: !string.IsNullOrWhiteSpace(linkId)),
            LinkId = string.IsNullOrWhiteSpace(linkId) ? null : linkId.Trim(),
            LinkName = Text(nameof(WeComOptions.LinkName), defaults.LinkName, 30),
            TagGroup = Text(nameof(WeComOptions.TagGroup), defaults.TagGroup, 30),
            Timeout = Duration(nameof(WeComOptions.Timeout), defaults.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            UploadTimeout = Duration(nameof(WeComOptions.UploadTimeout), defaults.UploadTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
            RetryDelay = Duration(nameof(WeComOptions.RetryDelay), defaults.RetryDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            CallbackClockSkew = Duration(nameof(WeComOptions.CallbackClockSkew), defaults.CallbackClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            HalfAddRetry = Duration(nameof(WeComOptions.HalfAddRetry), defaults.HalfAddRetry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        };
    }

    private void CheckNames()
    {
        foreach (var child in section.GetChildren().Where(child => !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add($"{child.Path}: there is no such setting. Known are {string.Join(", ", Known)}.");
        }
    }

    private Uri BaseUrl(Uri fallback)
    {
        var text = section[nameof(WeComOptions.BaseUrl)];
        if (text is null)
        {
            return fallback;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not ({ Scheme: "https" } or { Scheme: "http", IsLoopback: true }))
        {
            return Wrong(nameof(WeComOptions.BaseUrl), "must be an https address (plain http only for loopback)", fallback);
        }

        // Without the slash a path prefix would be dropped when relative addresses are joined.
        return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
    }

    private long? AgentId()
    {
        var text = section[nameof(WeComOptions.AgentId)];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : Wrong<long?>(nameof(WeComOptions.AgentId), "must be the application's number", null);
    }

    private string Text(string name, string fallback, int most)
    {
        var text = (section[name] ?? fallback).Trim();
        return text.Length switch
        {
            0 => Wrong(name, "is missing", ""),
            _ when text.Length > most => Wrong(name, $"has {text.Length} characters, at most {most} are allowed", ""),
            _ => text,
        };
    }

    private string Key(string name, int least, int most)
    {
        var text = section[name] ?? "";
        var wanted = least == most ? $"{most}" : $"{least}–{most}";
        return text.Length switch
        {
            0 => Wrong(name, "is missing", ""),
            _ when text.Length < least || text.Length > most || !text.All(char.IsAsciiLetterOrDigit) =>
                Wrong(name, $"must be {wanted} letters and digits, as shown on the app's callback page; it has {text.Length} characters", ""),
            _ => text,
        };
    }

    private string[] Staff(bool mayBeEmpty)
    {
        var list = section.GetSection(nameof(WeComOptions.Staff));
        var staff = list.GetChildren().Select(child => child.Value?.Trim() ?? "").ToArray();
        if (list.Value is { Length: > 0 })
        {
            return Wrong<string[]>(nameof(WeComOptions.Staff), "must be a list of user ids", []);
        }

        if (staff.Length == 0 && !mayBeEmpty)
        {
            return Wrong<string[]>(nameof(WeComOptions.Staff), "must name at least one user id (or give LinkId)", []);
        }

        for (var i = 0; i < staff.Length; i++)
        {
            if (staff[i].Length == 0)
            {
                errors.Add($"{list.Path}:{i} is empty.");
            }
        }

        // 联系我 takes at most 100 people, an acquisition link 500.
        return staff.Length <= 100 ? [.. staff.Distinct(StringComparer.Ordinal)] : Wrong<string[]>(nameof(WeComOptions.Staff), "may name at most 100 people", []);
    }

    private TimeSpan Duration(string name, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        var text = section[name];
        if (text is null)
        {
            return fallback;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Wrong(name, $"must be a duration of {least:c} to {most:c}, written as 00:00:05", fallback);
    }

    private T Wrong<T>(string name, string what, T instead)
    {
        errors.Add($"{section.Path}:{name} {what}.");
        return instead;
    }
}
