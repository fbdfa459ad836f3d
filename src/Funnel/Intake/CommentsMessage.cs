using System.Text;
using System.Text.Json;
using Funnel.Connectors;
using Funnel.Intake.Handed;
using Funnel.Storage;
using Funnel.Telemetry;

namespace Funnel.Intake;

/// <summary>Comments of one account, to be triaged.</summary>
/// <param name="Page">Id of this batch: the same batch delivered twice is counted once.</param>
public sealed record CommentsMessage(string Account, string Page, IReadOnlyList<Comment> Comments)
{
    /// <summary>Longer comments are cut: what a person asks stands at the beginning, and a message has to fit its queue.</summary>
    public const int MaxText = 1_000;

    private const int MaxNick = 60;

    /// <summary>What it is for when it was handed to us; null when it was read, or told of by an event.</summary>
    public HandedUse? Handed { get; init; }

    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, IntakeJson.Plain.CommentsMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static CommentsMessage Parse(string json) => JsonSerializer.Deserialize(json, IntakeJson.Plain.CommentsMessage) ?? throw new JsonException("null is no message");

    /// <summary>One comment as messages hold it.</summary>
    internal static JsonElement ToJson(Comment comment) => JsonSerializer.SerializeToElement(comment, IntakeJson.Plain.Comment);

    /// <summary>As few messages as the queue's size limit allows.</summary>
    public static IEnumerable<CommentsMessage> Pack(string account, IReadOnlyList<Comment> comments, Func<string> newId)
    {
        const int envelope = 512;
        var batch = new List<Comment>();
        var size = envelope;
        foreach (var comment in comments.Select(Short))
        {
            var bytes = Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(comment, IntakeJson.Plain.Comment)) + 1;
            if (size + bytes > QueueNames.MaxBodyBytes && batch.Count > 0)
            {
                yield return new(account, newId(), batch);
                (batch, size) = ([], envelope);
            }

            batch.Add(comment);
            size += bytes;
        }

        if (batch.Count > 0)
        {
            yield return new(account, newId(), batch);
        }
    }

    private static Comment Short(Comment c) => c with
    {
        Text = TextCutter.Chars(c.Text, MaxText),
        Nick = c.Nick is null ? null : TextCutter.Chars(c.Nick, MaxNick),
    };
}
