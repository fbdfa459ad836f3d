using System.CommandLine;

namespace Funnel.Embedded.Commands;

internal static class Ports
{
    /// <summary>Refuses what is no port.</summary>
    public static void Check(Option<int> port) => port.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 0 or > 65535))
        {
            result.AddError($"{port.Name} must be 0 to 65535.");
        }
    });
}
