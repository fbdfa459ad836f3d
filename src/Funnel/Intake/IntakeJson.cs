using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Intake.Handed;
using Funnel.Storage;

namespace Funnel.Intake;

/// <summary>JSON of videos and of pages of comments.</summary>
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(CommentsMessage))]
[JsonSerializable(typeof(HandedBlock))]
[JsonSerializable(typeof(VideoState))]
internal sealed partial class IntakeJson : JsonSerializerContext
{
    public static IntakeJson Plain { get; } = new(StoredJson.Options());
}
