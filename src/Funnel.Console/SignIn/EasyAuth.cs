using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>
/// The principal that App Service authentication puts before the app. The platform strips the header from outside requests; anywhere else
/// anybody could send it. So it is read only when <see cref="ConsoleOptions.EasyAuth"/> asks for it, and then only where the platform says that its authentication is on, or
/// from a proxy in <see cref="ConsoleOptions.TrustedProxies"/>.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities</remarks>
internal static class EasyAuth
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>What the platform sets in an app whose authentication is switched on.</summary>
    /// <remarks>Microsoft.Identity.Web, AppServicesAuthenticationInformation, goes by it too.</remarks>
    public const string Variable = "WEBSITE_AUTH_ENABLED";
    private const int MaxHeader = 64 * 1024;
    private static readonly string[] NameClaims = ["preferred_username", "name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"];
    private static readonly string[] IdClaims =
        ["http://schemas.microsoft.com/identity/claims/objectidentifier", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", "sub"];

    /// <summary>Who is signed in; null for nobody, or a header that is no principal.</summary>
    /// <param name="hasRole">False when somebody is signed in who has no role of ours.</param>
    public static Operator? Find(HttpRequest request, ConsoleOptions options, out bool hasRole)
    {
        hasRole = true;
        if (Read(request.Headers[Header].ToString()) is not { } principal)
        {
            return null;
        }

        var name = Claim(principal, [principal.NameType ?? "", .. NameClaims]);
        var given = Roles(principal, options).ToList();
        var role = given.Select(r => r.Role).DefaultIfEmpty().Max();
        if (Claim(principal, IdClaims) is not { } id || name is null)
        {
            return null;
        }

        hasRole = role != default;

        // Of several roles the highest counts, for the merchants for whom it was given: none of them may lend its reach to another.
        var highest = given.Where(r => r.Role == role).ToList();
        var merchants = highest.Exists(r => r.Merchants.Count == 0) ? [] : highest.SelectMany(r => r.Merchants).Distinct(StringComparer.Ordinal).ToList();
        return hasRole ? new(Operator.NameFrom(name), role, id) { Merchants = merchants } : null;
    }

    /// <summary>By the merchant's own names for them where there are any, else by ours.</summary>
    private static IEnumerable<EasyAuthRole> Roles(Principal principal, ConsoleOptions options)
    {
        var type = options.EasyAuthRoleClaim.Length > 0 ? options.EasyAuthRoleClaim : null;
        var values = principal.Claims
            .Where(c => string.Equals(c.Type, type ?? principal.RoleType, StringComparison.Ordinal) || (type is null && c.Type is "roles")).Select(c => c.Value);
        return options.EasyAuthRoles.Count > 0
            ? values.SelectMany(v => options.EasyAuthRoles.Where(r => string.Equals(r.Value, v, StringComparison.Ordinal)))
            : values.Where(v => Enum.TryParse<Role>(v, ignoreCase: true, out var role) && Enum.IsDefined(role) && char.IsAsciiLetter(v[0]))
                .Select(v => new EasyAuthRole { Value = v, Role = Enum.Parse<Role>(v, ignoreCase: true) });
    }

    private static string? Claim(Principal principal, string[] types) =>
        types.Select(t => principal.Claims.FirstOrDefault(c => string.Equals(c.Type, t, StringComparison.Ordinal))?.Value).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    private static Principal? Read(string header)
    {
        if (header.Length is 0 or > MaxHeader)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Convert.FromBase64String(header), EasyAuthJson.Default.Principal) is { Claims: { } claims } read
                ? read with { Claims = [.. claims.Where(c => c is { Type: not null, Value: not null })] } // whoever wrote the rest
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // not what the platform writes: nobody is signed in
        }
    }

    internal sealed record Principal(
        [property: JsonPropertyName("name_typ")] string? NameType, [property: JsonPropertyName("role_typ")] string? RoleType,
        [property: JsonPropertyName("claims")] IReadOnlyList<PrincipalClaim> Claims);

    internal sealed record PrincipalClaim([property: JsonPropertyName("typ")] string Type, [property: JsonPropertyName("val")] string Value);
}

[JsonSerializable(typeof(EasyAuth.Principal))]
internal sealed partial class EasyAuthJson : JsonSerializerContext;
