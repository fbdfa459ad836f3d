using System.Globalization;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Funnel.Console.Languages;

/// <summary>Which language a request is answered in: the query's, else the cookie's, else the browser's first that we have, else Chinese.</summary>
internal static class Language
{
    public const string Name = "lang";

    public static Texts Choose(HttpRequest request)
    {
        if (Texts.Find(request.Query[Name]) is { } asked)
        {
            return asked;
        }

        return Texts.Find(request.Cookies[ConsoleCookies.Name(ConsoleCookies.Language, ConsoleCookies.IsSecure(request))]) ?? OfBrowser(request) ?? Texts.Chinese;
    }

    /// <summary>Keeps a choice that was made by a link.</summary>
    public static void Keep(HttpContext http, string path, bool secure)
    {
        if (Texts.Find(http.Request.Query[Name]) is { } asked)
        {
            var options = ConsoleCookies.Options(path, secure);
            options.MaxAge = TimeSpan.FromDays(365);
            http.Response.Cookies.Append(ConsoleCookies.Name(ConsoleCookies.Language, secure), asked.Code, options);
        }
    }

    private static Texts? OfBrowser(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1).Select(w => Texts.Find(w.Value.Value)).FirstOrDefault(t => t is not null)
            : null;
}

/// <summary>Numbers and times as people of a language write them. The process runs without ICU, so nothing is left to a culture.</summary>
public sealed class Format(Texts texts, TimeSpan offset, DateTimeOffset now)
{
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole: <c>63.2%</c>; <c>–</c> when there is no whole.</summary>
    public static string Share(double part, double whole) =>
        whole > 0 ? (part / whole * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "–";

    public string Moment(DateTimeOffset at)
    {
        var local = at.ToOffset(offset);
        var pattern = local.Year == now.ToOffset(offset).Year ? texts.MomentFormat : texts.MomentFormatWithYear;
        return local.ToString(pattern, CultureInfo.InvariantCulture);
    }

    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
