using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Review;

/// <summary>JSON of what lies on the review desk.</summary>
[JsonSerializable(typeof(ReviewItem))]
[JsonSerializable(typeof(ReviewDecision))]
internal sealed partial class ReviewJson : JsonSerializerContext
{
    public static ReviewJson Plain { get; } = new(StoredJson.Options());
}
