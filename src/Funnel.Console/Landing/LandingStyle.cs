using System.Security.Cryptography;
using System.Text;

namespace Funnel.Console.Landing;

/// <summary>The page's style stands in it, so that it is one request; the policy names its hash, so that no other style counts.</summary>
internal static class LandingStyle
{
    private const string Css = """
        :root{color-scheme:light dark;--ink:#1d2521;--paper:#f6f6f3;--accent:#0b5f58;--on:#fff}
        @media(prefers-color-scheme:dark){:root{--ink:#e9ece9;--paper:#121513;--accent:#63d4c7;--on:#06201d}}
        body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
        main{box-sizing:border-box;max-width:28rem;margin:0 auto;padding:2rem 1.25rem;text-align:center;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.3}
        .button{display:block;padding:.9rem 1rem;border-radius:12px;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
        .button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        figure{margin:2rem 0 0}
        svg,img{box-sizing:border-box;width:min(70vw,15rem);height:auto;padding:.75rem;border-radius:12px;background:#fff;fill:#000}
        figcaption{margin-top:.5rem;font-size:.9rem}
        """;

    public static string Element { get; } = $"<style>{Css}</style>";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy of a page.</summary>
    /// <param name="picture">The one picture that it shows from elsewhere: its host alone is permitted; null for none.</param>
    public static string PolicyFor(Uri? picture) => picture is null ? Policy : $"{Policy}; img-src {picture.GetLeftPart(UriPartial.Scheme)}{picture.IdnHost}{Port(picture)}";

    private static string Port(Uri picture) => picture.IsDefaultPort ? "" : FormattableString.Invariant($":{picture.Port}");
}
