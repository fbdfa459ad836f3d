using Funnel.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// All that is stored of one person, and its erasure, for whoever holds the host's master key. The person is named by the id of a lead, their id on the platform, their id as a
/// contact, or a comment they wrote; <c>?by=lead|person|contact|comment</c> says which, else all are tried in that order.
/// </summary>
public sealed class Persons(PersonExports exports, Erasure erasure)
{
    private const string OnePerson = "api/persons/{id}";

    [Function("ExportPerson")]
    public async Task<IActionResult> Export([HttpTrigger(AuthorizationLevel.Admin, "get", Route = OnePerson)] HttpRequest request, string id, CancellationToken ct)
    {
        if (Key(request) is not { } by)
        {
            return WrongKey();
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return await exports.Read(id, by, ct) is { } export ? JsonAnswer.Of(export) : NotThere();
    }

    /// <summary>
    /// Begins, or goes on: 202 while there is still something to wait for, with the time at which to ask again; 200 when all is removed. <c>?forGood=true</c>: the person is not to be
    /// answered either when they ask anew.
    /// </summary>
    [Function("ErasePerson")]
    public async Task<IActionResult> Erase([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = OnePerson)] HttpRequest request, string id, CancellationToken ct)
    {
        if (Key(request) is not { } by)
        {
            return WrongKey();
        }

        if (Caller.Read(request, "script") is not { } who)
        {
            return JsonAnswer.Of(new { error = Caller.Wrong }, StatusCodes.Status400BadRequest);
        }

        var forGood = string.Equals(request.Query["forGood"], "true", StringComparison.OrdinalIgnoreCase);
        return await erasure.Begin(id, by, who, forGood, ct) switch
        {
            null => NotThere(),
            { State: ErasureState.Stopping } waits => JsonAnswer.Of(waits, StatusCodes.Status202Accepted),
            var done => JsonAnswer.Of(done),
        };
    }

    private static PersonKey? Key(HttpRequest request)
    {
        var by = request.Query["by"].ToString();
        return by.Length == 0 ? PersonKey.Any : by.All(char.IsAsciiLetter) && Enum.TryParse<PersonKey>(by, ignoreCase: true, out var key) ? key : null;
    }

    private static ContentResult WrongKey() => JsonAnswer.Of(new { error = "by must be lead, person, contact or comment, or left out" }, StatusCodes.Status400BadRequest);

    private static ContentResult NotThere() => JsonAnswer.Of(
        new { error = "nobody is known by this id: give the id of a lead, of a person on the platform, of a contact, or of a comment" }, StatusCodes.Status404NotFound);
}
