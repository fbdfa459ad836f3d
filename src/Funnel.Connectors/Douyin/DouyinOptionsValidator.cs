using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>Finds everything that is wrong in the section at once. Values of secrets are never repeated.</summary>
internal sealed class DouyinOptionsValidator : IValidateOptions<DouyinOptions>
{
    private const string Path = "Funnel:" + DouyinOptions.SectionName + ":";

    public ValidateOptionsResult Validate(string? name, DouyinOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(DouyinOptions o) =>
    [
        .. o.Unreadable,
        .. Address(o.BaseUrl),
        .. Secret(nameof(o.ClientKey), o.ClientKey),
        .. Secret(nameof(o.ClientSecret), o.ClientSecret),
        .. Secret(nameof(o.WebhookSecret), o.WebhookSecret),
        .. ScopeErrors(o.Scopes),
        .. Between(nameof(o.Timeout), o.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2)),
        .. Between(nameof(o.PageSize), o.PageSize, 1, 20),
        .. Between(nameof(o.ReplyChars), o.ReplyChars, 1, 1000),
        .. Between(nameof(o.ReplyListLag), o.ReplyListLag, TimeSpan.Zero, TimeSpan.FromMinutes(30)),
        .. Between(nameof(o.ReadRetries), o.ReadRetries, 0, 5),
        .. Between(nameof(o.RetryDelay), o.RetryDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        .. Between(nameof(o.BreakAfter), o.BreakAfter, 1, 1000),
        .. Between(nameof(o.BreakFor), o.BreakFor, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
    ];

    private static IEnumerable<string> Address(Uri? url)
    {
        if (url is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
        {
            yield return $"{Path}BaseUrl: must be an absolute http(s) address such as https://open.douyin.com.";
        }
        else if (url is { Scheme: "http", IsLoopback: false })
        {
            yield return $"{Path}BaseUrl: plain http would show tokens to the network; use https (http is for loopback only).";
        }
        else if (url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            yield return $"{Path}BaseUrl: must have no user, query or fragment.";
        }
    }

    private static IEnumerable<string> Secret(string name, string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            yield return $"{Path}{name}: is missing; copy it from the app's page in the developer console.";
        }
        else if (value.Any(c => c is <= ' ' or > '~'))
        {
            yield return $"{Path}{name}: holds a space or a character that is not printable ASCII.";
        }
    }

    private static IEnumerable<string> ScopeErrors(IList<string> scopes) =>
        from scope in scopes.Select((value, index) => (value, index))
        where string.IsNullOrEmpty(scope.value) || scope.value.Any(c => c is <= ' ' or > '~' or ',')
        select $"{Path}Scopes:{scope.index}: must be one scope such as item.comment, without commas or spaces.";

    private static IEnumerable<string> Between<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            yield return FormattableString.Invariant($"{Path}{name}: is {value}, must be from {least} to {most}.");
        }
    }
}
