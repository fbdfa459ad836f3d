using System.ComponentModel.DataAnnotations;

namespace Funnel.Configuration.Rules;

/// <summary>An address that secrets may be sent to: plain http would show them to the network, and what hangs on an address would hang on every call.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SafeAddressAttribute() : ValidationAttribute("must be an https address without user, query and fragment (plain http for loopback only)")
{
    public override bool IsValid(object? value) => value is not Uri uri
        || (uri is { IsAbsoluteUri: true } and ({ Scheme: "https" } or { Scheme: "http", IsLoopback: true }) && uri is { Query: "", Fragment: "", UserInfo: "" });
}
