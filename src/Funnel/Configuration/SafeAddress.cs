namespace Funnel.Configuration;

/// <summary>Addresses that are handed to people, or that get what people wrote: nobody on the way may read or change what goes there.</summary>
public static class SafeAddress
{
    /// <summary>Whether it is https, or http on this machine, as in trials.</summary>
    public static bool Is(Uri address) => address.IsAbsoluteUri && (Has(address, Uri.UriSchemeHttps) || (Has(address, Uri.UriSchemeHttp) && address.IsLoopback));

    /// <summary>What to write instead.</summary>
    /// <param name="address">Null is left to others.</param>
    /// <returns>Null when it may be used.</returns>
    public static string? Wrong(Uri? address) => address is null || Is(address) ? null
        : $"must be an https address{(address.IsAbsoluteUri ? $", is one of '{address.Scheme}'" : "")}; http is for this machine alone (127.0.0.1, localhost)";

    private static bool Has(Uri address, string scheme) => string.Equals(address.Scheme, scheme, StringComparison.Ordinal);
}
