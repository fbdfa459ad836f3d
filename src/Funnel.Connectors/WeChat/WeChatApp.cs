using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeChat;

/// <summary>An app of WeChat's open API: an Official Account or a mini program, each with tokens and calls of its own.</summary>
/// <param name="Name">What logs call it.</param>
/// <param name="Section">Its section of the settings, which failures name.</param>
/// <param name="Timeout">Longest wait for one call.</param>
internal sealed record WeChatApp(string Name, string Section, Uri BaseUrl, string AppId, string Secret, TimeSpan Timeout)
{
    /// <summary>The name of its HTTP client.</summary>
    public string Client => "Funnel." + Section;

    /// <summary>Registers its calls under the name of its section.</summary>
    public IServiceCollection AddTo(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        Wired.AddClient(services, this);
        return services
            .AddKeyedSingleton(Section, (s, _) => new StableToken(this, s.GetRequiredService<IHttpClientFactory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<StableToken>>()))
            .AddKeyedSingleton(Section, (s, _) => new Api(this, s.GetRequiredService<IHttpClientFactory>(), s.GetRequiredKeyedService<StableToken>(Section), s.GetRequiredService<ILogger<Api>>()));
    }

    /// <summary>Without the slash at its end a path would be dropped when relative addresses are joined. One with a query is refused anyway.</summary>
    public static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') || address.Query.Length > 0 ? address : new(address.AbsoluteUri + "/");

    public override string ToString() => $"{Name} {AppId}";
}
