using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Funnel.Connectors.Http;

/// <summary>Calls of platforms that take the token in the header <c>Authorization: Bearer</c>.</summary>
internal sealed class BearerHttp<TAnswers>(PlatformHttp<TAnswers> http)
    where TAnswers : PlatformAnswers
{
    private const string Scheme = "Bearer";

    /// <summary>A read. May be tried several times.</summary>
    public async Task<Outcome<T>> Get<T>(SourceAccount account, string operation, string pathAndQuery, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        request.Headers.Authorization = new(Scheme, AccountToken.Of(account));
        return await http.Exchange(CallKind.Read, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST for an account. One attempt.</summary>
    public async Task<Outcome<T>> Post<TBody, T>(
        SourceAccount account, string operation, string path, TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = PlatformHttp<TAnswers>.JsonBody(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
        request.Headers.Authorization = new(Scheme, AccountToken.Of(account));
        return await http.Exchange(CallKind.Send, operation, account.Id, request, map, ct);
    }

    /// <summary>A form without an account: OAuth. One attempt.</summary>
    /// <param name="address">Whole, for OAuth often has a host of its own.</param>
    public async Task<Outcome<T>> Form<T>(string operation, Uri address, IEnumerable<(string Name, string Value)> fields, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await http.Exchange(CallKind.Send, operation, "-", request, map, ct);
    }

    /// <summary>A read with a token that belongs to no account yet, or that stands in the query.</summary>
    public async Task<Outcome<T>> Get<T>(string operation, string pathAndQuery, string? token, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        request.Headers.Authorization = token is null ? null : new(Scheme, token);
        return await http.Exchange(CallKind.Read, operation, "-", request, map, ct);
    }
}
