using System.Net;
using System.Text.RegularExpressions;

namespace Funnel.Console.Tests.Hosting;

/// <summary>Somebody with a browser's cookies and no script.</summary>
public sealed partial class Guest(Uri address)
{
    private readonly CookieContainer cookies = new();
    private HttpClient? client;

    private HttpClient Client => client ??= new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    public async Task<Answered> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answered.Of(await Client.SendAsync(request));
    }

    /// <summary>Presses the button behind a one-time link.</summary>
    public Task<Answered> SignIn(string code, params (string Name, string Value)[] headers) => Post("sign-in", headers, ("code", code));

    /// <summary>Posts fields as they are, with headers.</summary>
    public async Task<Answered> Post(string path, (string Name, string Value)[] headers, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answered.Of(await Client.SendAsync(request));
    }

    /// <summary>Posts fields as they are.</summary>
    public async Task<Answered> Post(string path, params (string Name, string Value)[] fields) =>
        await Answered.Of(await Client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

    /// <summary>Posts fields with the form token of a page.</summary>
    public async Task<Answered> Submit(string page, string path, params (string Name, string Value)[] fields) =>
        await Post(path, [.. fields, await Token(page)]);

    /// <summary>Posts a form with a file, with the form token of a page.</summary>
    public async Task<Answered> Upload(string page, string path, string file, byte[] bytes, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(await Token(page)))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(bytes), "file", file);
        return await Answered.Of(await Client.PostAsync(path, form));
    }

    public async Task<(string Name, string Value)> Token(string page)
    {
        var match = TokenField().Match((await Get(page)).Body);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    public void SetCookie(string name, string value) => cookies.Add(new Cookie(name, value, address.AbsolutePath.TrimEnd('/'), address.Host));

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}

public sealed record Answered(HttpStatusCode Status, string Body, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<Answered> Of(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join("\n", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString, headers);
    }

    /// <summary>The page's text as a reader gets it: without tags, entities decoded.</summary>
    public string Text => WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(Body, "<[^>]*>", " "), @"\s+", " "));
}
