using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>The session cookie, and the session it stands for.</summary>
internal sealed class Sessions(SessionStore store)
{
    private const int MaxSecret = 100;

    /// <summary>Null when nobody is signed in; cookies of earlier versions name none.</summary>
    public async Task<Session?> Find(HttpRequest request, CancellationToken ct) =>
        request.Cookies[ConsoleCookies.Name(ConsoleCookies.Session, ConsoleCookies.IsSecure(request))] is { Length: > 0 and <= MaxSecret } secret ? await store.Find(secret, ct) : null;

    /// <summary>Signs somebody in; who was signed in here before is signed out.</summary>
    public async Task<Session> Start(ConsoleRequest request, Operator who, CancellationToken ct)
    {
        if (request.Session is { } before)
        {
            await store.End(before.Id, ct);
        }

        // Lax, not Strict: from a link in a chat or a mail a Strict cookie would not be sent, and the operator would seem signed out. Posts from other sites carry no
        // Lax cookie, and need a form token besides.
        var (session, secret) = await store.Begin(who, request.Address.Text, ct);
        request.Http.Response.Cookies.Append(Name(request), secret, ConsoleCookies.Options(request.Base, request.IsSecure));
        return session;
    }

    public async Task End(ConsoleRequest request, CancellationToken ct)
    {
        await store.End(request.Session!.Id, ct);
        Drop(request);
    }

    /// <summary>Takes the cookie away.</summary>
    public static void Drop(ConsoleRequest request) => request.Http.Response.Cookies.Delete(Name(request), ConsoleCookies.Options(request.Base, request.IsSecure));

    private static string Name(ConsoleRequest request) => ConsoleCookies.Name(ConsoleCookies.Session, request.IsSecure);
}
