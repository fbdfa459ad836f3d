using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Intake.Handed;

namespace Funnel.Embedded.Commands;

/// <summary>A running host's <c>api/comments</c>.</summary>
internal sealed class HandedToHost(Uri address, string key) : IHandedTo
{
    private const string Path = "api/comments";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly HostClient host = new(address, key);

    public string Where => $"{address}console/tasks";

    public async Task<HandedResult> Take(string account, IReadOnlyList<HandedComment> comments, HandedWish wish, CancellationToken ct)
    {
        var body = new
        {
            Account = account,
            All = wish.Within == TimeSpan.MaxValue,
            Within = wish.Within == TimeSpan.MaxValue ? null : wish.Within,
            wish.DryRun,
            Comments = comments.Select(c => new { c.Id, c.Video, c.Link, c.Title, c.Person, c.Nick, c.Text, Time = c.At, c.Parent, Own = c.IsOwn, Rough = c.IsTimeRough }),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonContent.Create(body, options: Json) };
        var answer = await host.Send(request, ct);
        int Count(string name) => answer.GetProperty(name).GetInt32();
        var refused = answer.GetProperty("refused").EnumerateArray().Select(r => new RefusedComment(r.GetProperty("index").GetInt32(), r.GetProperty("reason").Deserialize<HandedProblem>(Json)));
        return new(Count("received"), Count("new"), Count("older"), Count("known"), Count("own"), [.. refused]);
    }

    public async Task<HandedState?> State(string account, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?account={Uri.EscapeDataString(account)}");
        return (await host.Send(request, ct)).Deserialize<HandedState>(Json);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
