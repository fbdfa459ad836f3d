using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Console.Languages;
using Funnel.Leads;
using Funnel.Measure;

namespace Funnel.Console.Today;

/// <summary>What stands in the live places of a page, as text: the page and its updates are made from the same.</summary>
/// <param name="Text">Texts by the place's key.</param>
/// <param name="Bar">Widths by the place's key, 0–100.</param>
public sealed record LiveValues(IReadOnlyDictionary<string, string> Text, IReadOnlyDictionary<string, double> Bar)
{
    internal static LiveValues Of(Needs needs) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["review"] = needs.ReviewText, ["tasks"] = needs.TasksText },
        new Dictionary<string, double>(StringComparer.Ordinal));

    internal static LiveValues Of(Needs needs, FunnelNumbers numbers)
    {
        var text = new Dictionary<string, string>(Of(needs).Text, StringComparer.Ordinal)
        {
            ["comments"] = Format.Count(numbers.Comments),
            ["pending"] = Format.Count(numbers.Pending),
            ["lost"] = Format.Count(numbers.Lost),
            ["declined"] = Format.Count(numbers.Declined),
            ["served-share"] = Format.Share(numbers.People[Stage.Served], numbers.Inquiries),
        };
        var bar = new Dictionary<string, double>(StringComparer.Ordinal);
        var before = 0;
        foreach (var (stage, people) in numbers.People.OrderBy(p => p.Key))
        {
            text[Key(stage)] = Format.Count(people);
            text[Key(stage) + "-rate"] = Format.Share(people, before);
            bar[Key(stage)] = numbers.Inquiries == 0 ? 0 : Math.Min(100, Math.Round(100.0 * people / numbers.Inquiries, 1));
            before = people;
        }

        return new(text, bar);
    }

    public static string Key(Stage stage) => stage.ToString().ToLowerInvariant();

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LiveJson.Default.LiveValues);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LiveValues))]
internal sealed partial class LiveJson : JsonSerializerContext;
