using System.Text.Json;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Platforms;

namespace Funnel.Outreach;

/// <summary>Work for a lead: names the lead and the effect, carries no state.</summary>
/// <param name="Look">How often it was put back because the state that wants it was not there yet.</param>
public sealed record WorkMessage(LeadId Lead, string Effect, int Look = 0)
{
    /// <summary>Leads one message may name: as many as are worked on side by side.</summary>
    public const int MaxLeads = 16;

    /// <summary>Further leads that came with the same page: one message for all of them saves two storage operations a lead.</summary>
    public IReadOnlyList<WorkMessage>? More { get; init; }

    /// <summary>The work for each lead that the message names.</summary>
    public IEnumerable<WorkMessage> Each() => More is null ? [this] : [this with { More = null }, .. More];

    /// <summary>As few messages as there have to be.</summary>
    public static IEnumerable<WorkMessage> Pack(IEnumerable<WorkMessage> work) =>
        work.Chunk(MaxLeads).Select(some => some.Length == 1 ? some[0] : some[0] with { More = some[1..] });

    /// <summary>Looks before a message whose state never came is dropped: its commit failed, so nobody wants it.</summary>
    public const int MaxLooks = 3;

    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, StoredJson.Plain.WorkMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static WorkMessage Parse(string json) => JsonSerializer.Deserialize(json, StoredJson.Plain.WorkMessage) ?? throw new JsonException("null is no message");
}

/// <summary>Work in a private chat: something the platform told us about it, or an invitation to try.</summary>
/// <param name="Window">The window that was opened.</param>
/// <param name="Receipt">The platform's receipt of a message from us.</param>
/// <param name="Effect">An invitation to try or to find out about.</param>
public sealed record ChatMessage(LeadId Lead, ChatWindow? Window = null, string? Text = null, ReceiptNote? Receipt = null, string? Effect = null, int Look = 0)
{
    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, StoredJson.Plain.ChatMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static ChatMessage Parse(string json) => JsonSerializer.Deserialize(json, StoredJson.Plain.ChatMessage) ?? throw new JsonException("null is no message");
}

/// <param name="Text">The text, or null for a card.</param>
public sealed record ReceiptNote(string ConversationId, string MessageId, string? Text);
