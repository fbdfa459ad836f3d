using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

/// <summary>Douyin's calls as requests: the token in a header, the merchant's id in the query, also of a POST.</summary>
internal sealed class DouyinHttp(PlatformHttp<AnswerReader> http)
{
    /// <summary>A GET. May be tried several times.</summary>
    public async Task<Outcome<T>> Get<T>(SourceAccount account, string operation, string pathAndQuery, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        // All calls are documented with a content type, those without a body too.
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery) { Content = JsonBody([]) };
        request.Headers.Add("access-token", AccountToken.Of(account));
        return await http.Exchange(CallKind.Read, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST for an account. One attempt.</summary>
    public async Task<Outcome<T>> Post<TBody, T>(
        SourceAccount account, string operation, string path, TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        var query = $"{path}?open_id={Uri.EscapeDataString(account.OpenId)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, query) { Content = JsonBody(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
        request.Headers.Add("access-token", AccountToken.Of(account));
        return await http.Exchange(CallKind.Send, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST without an account: OAuth. One attempt.</summary>
    public async Task<Outcome<T>> Post<T>(string operation, string path, HttpContent content, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await http.Exchange(CallKind.Send, operation, "-", request, map, ct);
    }

    public static ByteArrayContent JsonBody(byte[] body) => PlatformHttp<AnswerReader>.JsonBody(body);
}
