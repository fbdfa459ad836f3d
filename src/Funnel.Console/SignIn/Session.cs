using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Console.SignIn;

/// <summary>Somebody who is signed in, in one browser.</summary>
/// <param name="Id">Names it for lists and forms; not what its cookie holds, and nobody can sign in with it.</param>
/// <param name="EndsAt">When it is over, however much it is used.</param>
/// <param name="SeenAt">The latest page, within some minutes.</param>
/// <param name="Address">Where its latest page that was noted came from.</param>
public sealed record Session(string Id, string Name, Role Role, DateTimeOffset StartedAt, DateTimeOffset EndsAt, DateTimeOffset SeenAt, string Address)
{
    /// <inheritdoc cref="Operator.Merchants"/>
    public IReadOnlyList<string> Merchants { get; init; } = [];

    /// <summary>As it was read, to be written on.</summary>
    internal Row? Row { get; init; }

    internal Operator Who => new(Operator.NameFrom(Name), Role, Id) { Merchants = Merchants };

    /// <summary>How the audit names it.</summary>
    internal string Subject => "session/" + Id[..12];
}

internal sealed record SessionDocument(int Schema, string Name, Role Role, DateTimeOffset StartedAt, DateTimeOffset EndsAt, DateTimeOffset SeenAt, string Address,
    IReadOnlyList<string>? Merchants);

/// <summary>JSON of sessions.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionJson : JsonSerializerContext;
