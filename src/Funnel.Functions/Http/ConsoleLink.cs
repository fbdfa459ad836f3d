using System.Text.Json;
using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Console;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Funnel.Functions.Http;

/// <summary>
/// A further one-time link into the console, for whoever holds the host's master key: <c>POST api/console-link {"name":"小王","role":"operator"}</c>. Who is named is an operator
/// unless another role is given; without a body the link is an admin's without a name. <c>"merchants"</c> bounds for whom they work.
/// </summary>
public sealed class ConsoleLink(OneTimeLinks links, AuditLog audit, ClientAddresses addresses, AccountBook accounts, IOptions<ConsoleOptions> options)
{
    private const int MaxBytes = 4_096;

    [Function(nameof(ConsoleLink))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/console-link")] HttpRequest request, CancellationToken ct)
    {
        if (options.Value.EasyAuth)
        {
            return JsonAnswer.Of(new { error = "one-time links are off: people sign in with their company accounts (console.easyAuth)" }, StatusCodes.Status409Conflict);
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body || Read(body) is not { } asked)
        {
            return Wrong("the body must be empty, or JSON such as {\"name\":\"小王\",\"role\":\"operator\"}");
        }

        var name = asked.Name?.Trim() ?? "";
        if (name.Length > 0 && !string.Equals(Operator.NameFrom(name), name, StringComparison.Ordinal))
        {
            return Wrong($"name: must be at most {Operator.MaxName} characters without control characters, and not \"system\"");
        }

        if (RoleOf(asked.Role, name) is not { } role)
        {
            return Wrong("role: must be viewer, operator or admin");
        }

        List<string> merchants = [.. (asked.Merchants ?? []).Select(m => m ?? "")];
        if (merchants.Find(m => m.Length == 0 || accounts.All.All(a => !string.Equals(a.Merchant, m, StringComparison.Ordinal))) is { } unknown)
        {
            return Wrong($"merchants: '{TextCutter.Chars(unknown, 40)}' has no account: accounts[].merchant says whose each is");
        }

        var shown = name.Length == 0 ? Operator.Unnamed : name;
        var url = $"{Scheme(request)}://{request.Host}{request.PathBase}/console/sign-in?code={links.Create(shown, role, merchants)}";
        await audit.Write(new(Caller.Read(request, "key") ?? "key", AuditActions.LinkMade, "link")
        {
            After = string.Join(", ", [shown, role, .. merchants]),
            Address = addresses.Of(request.HttpContext).Text,
        });
        return JsonAnswer.Of(new { url, name = shown, role, merchants });
    }

    private static string Scheme(HttpRequest request) => string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase) ? "https" : request.Scheme;

    private static Role? RoleOf(string? text, string name) => string.IsNullOrEmpty(text) ? name.Length == 0 ? Role.Admin : Role.Operator
        : Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && char.IsAsciiLetter(text[0]) ? role : null;

    /// <returns>Null for what is no such JSON.</returns>
    private static LinkRequest? Read(byte[] body)
    {
        try
        {
            return body.Length == 0 ? new(null, null, null) : JsonSerializer.Deserialize<LinkRequest>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { error }, StatusCodes.Status400BadRequest);

    private sealed record LinkRequest(string? Name, string? Role, IReadOnlyList<string?>? Merchants);
}
