using Funnel.Console.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

internal static class ConsoleLink
{
    /// <summary>Prints the console's address with a link that signs in once.</summary>
    public static Task PrintConsoleLink(this IServiceProvider services, Uri baseUrl, TextWriter? screen = null)
    {
        var code = services.GetRequiredService<OneTimeLinks>().Create();
        return (screen ?? System.Console.Out).WriteLineAsync(
            $"Console: {baseUrl}console/sign-in?code={code}{Environment.NewLine}         (signs in once, within {OneTimeLinks.Lifetime.TotalMinutes:0} minutes; `funnel link` makes another)");
    }
}
