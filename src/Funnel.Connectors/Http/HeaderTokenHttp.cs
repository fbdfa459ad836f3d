using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Funnel.Connectors.Http;

/// <summary>Calls of platforms that take the token in the header <c>Access-Token</c>.</summary>
internal sealed class HeaderTokenHttp<TAnswers>(PlatformHttp<TAnswers> http)
    where TAnswers : PlatformAnswers
{
    private const string Header = "Access-Token";

    /// <summary>A read. May be tried several times.</summary>
    public async Task<Outcome<T>> Get<T>(SourceAccount account, string operation, string pathAndQuery, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        request.Headers.Add(Header, AccountToken.Of(account));
        return await http.Exchange(CallKind.Read, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST for an account: a read may be tried several times, a send goes out once.</summary>
    public async Task<Outcome<T>> Post<TBody, T>(
        CallKind kind, SourceAccount account, string operation, string path, TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = Request(path, body, type);
        request.Headers.Add(Header, AccountToken.Of(account));
        return await http.Exchange(kind, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST without an account: OAuth. One attempt.</summary>
    public async Task<Outcome<T>> Post<TBody, T>(string operation, string path, TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = Request(path, body, type);
        return await http.Exchange(CallKind.Send, operation, "-", request, map, ct);
    }

    private static HttpRequestMessage Request<TBody>(string path, TBody body, JsonTypeInfo<TBody> type) =>
        new(HttpMethod.Post, path) { Content = PlatformHttp<TAnswers>.JsonBody(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
}
