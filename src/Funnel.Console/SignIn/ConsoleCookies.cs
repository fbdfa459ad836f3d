using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>
/// How the console's cookies are named and marked. Under https they are <c>__Host-</c> cookies: no other host, path or plain-http page can set one in their place.
/// Browsers take those under https alone, so plain http on loopback has them under their bare names.
/// </summary>
/// <remarks>https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-the-__host-prefix</remarks>
internal static class ConsoleCookies
{
    public const string Session = "funnel_session";
    public const string Form = "funnel_form";
    public const string Language = "funnel_lang";
    public const string State = "funnel_state";
    private const string HostOnly = "__Host-";

    public static string Name(string name, bool secure) => secure ? HostOnly + name : name;

    /// <param name="path">Where the console stands; a <c>__Host-</c> cookie is the whole host's.</param>
    public static CookieOptions Options(string path, bool secure) => new()
    {
        Path = secure ? "/" : path,
        HttpOnly = true,
        Secure = secure,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };

    /// <summary>Whether the browser speaks https. A proxy's word is believed here because it can only make cookies stricter.</summary>
    public static bool IsSecure(HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase);
}
