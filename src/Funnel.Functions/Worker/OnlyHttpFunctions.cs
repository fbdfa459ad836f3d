using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Funnel.Functions.Worker;

/// <summary>
/// Tells the host only of HTTP functions, so that it starts no timer and reads no queue: a message given to a function that cannot work would
/// be lost if it returned, and be poison after five tries if it threw. Now it stays where it is until the settings are right.
/// </summary>
internal sealed class OnlyHttpFunctions : IFunctionMetadataTransformer
{
    private const string HttpTrigger = "httpTrigger";

    public string Name => nameof(OnlyHttpFunctions);

    public void Transform(IList<IFunctionMetadata> original)
    {
        for (var i = original.Count - 1; i >= 0; i--)
        {
            if (original[i].RawBindings?.Any(IsHttpTrigger) != true)
            {
                original.RemoveAt(i);
            }
        }
    }

    private static bool IsHttpTrigger(string binding)
    {
        using var document = JsonDocument.Parse(binding);
        return string.Equals(document.RootElement.GetProperty("type").GetString(), HttpTrigger, StringComparison.OrdinalIgnoreCase);
    }
}
