using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>JSON of counts.</summary>
[JsonSerializable(typeof(CountRow))]
internal sealed partial class CountJson : JsonSerializerContext
{
    public static CountJson Plain { get; } = new(StoredJson.Options());
}
