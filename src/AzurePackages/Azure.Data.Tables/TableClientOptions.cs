using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Settings of the client: retries, transport, policies and diagnostics as in every Azure client.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        if (serviceVersion != ServiceVersion.V2020_12_06)
        {
            throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, "Only V2020_12_06 is spoken.");
        }
    }

#pragma warning disable CA1707 // The official package's name.
    public enum ServiceVersion
    {
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707
}
