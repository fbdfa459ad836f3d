using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Funnel.Embedded;

/// <summary>A text that is an IP address, of version 4 or 6.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute() : ValidationAttribute("must be an IP address such as 127.0.0.1 or 0.0.0.0")
{
    public override bool IsValid(object? value) => value is not string text || IPAddress.TryParse(text, out _);
}
