using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Telemetry;

namespace Funnel.Leads;

/// <summary>
/// The one message of the queues in which leads are worked on (<see cref="Storage.QueueNames.Replies"/>, <c>Chats</c>, <c>FollowUps</c>, by urgency):
/// either an effect to go on with, which carries no state, or something that a platform told of the person.
/// </summary>
/// <param name="Lead">Null only where the platform did not say whose it is (<see cref="Gone"/>).</param>
/// <param name="Effect">The effect to go on with; null when something was told.</param>
/// <param name="Retry">How often it was put back because what it is about was not there yet.</param>
public sealed record WorkMessage(LeadId? Lead, string? Effect = null, [property: JsonPropertyName("look")] int Retry = 0)
{
    /// <summary>Pieces of work that one message may name: as many as are worked on side by side.</summary>
    public const int MaxWork = 16;

    /// <summary>Further work that came with the same page or step: one message for all of it saves two storage operations each.</summary>
    public IReadOnlyList<WorkMessage>? More { get; init; }

    /// <summary>Told: the chat's window was opened, by opening the chat or by writing <see cref="Text"/> in it.</summary>
    public ChatWindow? Window { get; init; }

    public string? Text { get; init; }

    /// <summary>Told, where the text is a refusal: who wrote it, since there may be no lead to know it from.</summary>
    public WorkPerson? Person { get; init; }

    /// <summary>Told: the platform's receipt of a message from us.</summary>
    public ChatReceiptMessage? Receipt { get; init; }

    /// <summary>Told: a contact deleted us, and its lead is to be found.</summary>
    public ContactId? Gone { get; init; }

    /// <summary>When the contact deleted us.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>A group of the platform that is to be read; the message names no lead then.</summary>
    public string? Group { get; init; }

    /// <summary>Since when: a later reading makes this one needless.</summary>
    public DateTimeOffset? GroupSince { get; init; }

    /// <summary>Told: a contact came into a group or left it, and its lead is to be found.</summary>
    public GroupMove? Moved { get; init; }

    /// <summary>That it was given, when it had to wait until it may be sent.</summary>
    public SendTurn? Turn { get; init; }

    /// <summary>The account of which what is held is to be looked at; the message names no lead then.</summary>
    public string? ReleaseOf { get; init; }

    /// <summary>The look that it is for: one that was put at another time since has a message of its own. Null for one that looks anyway.</summary>
    public DateTimeOffset? ReleaseAt { get; init; }

    /// <summary>
    /// The attempt that the message waited for: when it is seen, that attempt has had the time after which its absence proves something, whatever anybody's clock says.
    /// Null where nobody can say so; versions before it was there know nothing of it.
    /// </summary>
    public string? Waited { get; init; }

    /// <summary>It wants something of what was parked: while that still is, the commit that it came before is on its way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Revives { get; init; }

    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    /// <summary>Each piece of work that the message names.</summary>
    public IEnumerable<WorkMessage> Each() => More is null ? [this] : [this with { More = null }, .. More];

    /// <summary>As few messages as there have to be.</summary>
    public static IEnumerable<WorkMessage> Pack(IEnumerable<WorkMessage> work) =>
        work.Chunk(MaxWork).Select(some => some.Length == 1 ? some[0] : some[0] with { More = some[1..] });

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, LeadJson.Plain.WorkMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static WorkMessage Parse(string json) => JsonSerializer.Deserialize(json, LeadJson.Plain.WorkMessage) ?? throw new JsonException("null is no message");
}

/// <param name="PersonId">The contact's.</param>
/// <param name="At">When it happened.</param>
public sealed record GroupMove(string GroupId, string PersonId, bool Joined, DateTimeOffset At)
{
    internal LeadCommand Command(DateTimeOffset now) => Joined ? new LeadCommand.JoinGroup(now, GroupId, At) : new LeadCommand.LeaveGroup(now, GroupId, At);
}

/// <summary>A person of an account.</summary>
public sealed record WorkPerson(string Account, string Id);

/// <param name="Text">The text, or null for a card.</param>
public sealed record ChatReceiptMessage(string ConversationId, string MessageId, string? Text);
