using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Console.SignIn;

/// <summary>The tokens of the console's forms. The framework's, twice: its cookie has one name for good, and ours goes by whether the browser speaks https.</summary>
internal sealed class FormTokens(IDataProtectionProvider protection, ILoggerFactory log) : IDisposable
{
    private readonly ServiceProvider plain = Create(secure: false, protection, log);
    private readonly ServiceProvider secure = Create(secure: true, protection, log);

    /// <summary>A form's token; its other half is set as a cookie.</summary>
    public AntiforgeryTokenSet Give(HttpContext http) => As(http, a => a.GetAndStoreTokens(http));

    /// <summary>Whether a form was given to whoever sends it.</summary>
    public Task<bool> Fits(HttpContext http) => As(http, a => a.IsRequestValidAsync(http));

    public void Dispose()
    {
        plain.Dispose();
        secure.Dispose();
    }

    /// <summary>The framework marks cookies as secure only where it sees https itself, and a proxy may have taken that off.</summary>
    private T As<T>(HttpContext http, Func<IAntiforgery, T> use)
    {
        var (isSecure, scheme) = (ConsoleCookies.IsSecure(http.Request), http.Request.Scheme);
        try
        {
            http.Request.Scheme = isSecure ? Uri.UriSchemeHttps : scheme;
            return use((isSecure ? secure : plain).GetRequiredService<IAntiforgery>());
        }
        finally
        {
            http.Request.Scheme = scheme;
        }
    }

    private static ServiceProvider Create(bool secure, IDataProtectionProvider protection, ILoggerFactory log) =>
        new ServiceCollection().AddSingleton(log).AddLogging().AddAntiforgery(o =>
        {
            o.Cookie.Name = ConsoleCookies.Name(ConsoleCookies.Form, secure);
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
            o.Cookie.Path = secure ? "/" : null;
            o.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        }).AddSingleton(protection).BuildServiceProvider();
}
