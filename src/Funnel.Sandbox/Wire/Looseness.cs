using System.Globalization;
using System.Text.Json.Nodes;

namespace Funnel.Sandbox.Wire;

/// <summary>Writes numbers now as JSON numbers and now as strings, as Douyin's answers are known to.</summary>
internal sealed class Looseness
{
    private int count;

    public JsonNode Number(long value) => Way(3) == 0 ? value.ToString(CultureInfo.InvariantCulture) : value;

    /// <summary>Which of <paramref name="ways"/> documented ways it is this time. Mixed well, so that no field of an answer always gets the same.</summary>
    public int Way(int ways)
    {
        var mixed = unchecked((uint)Interlocked.Increment(ref count) * 2_654_435_761u);
        mixed ^= mixed >> 15;
        return (int)(unchecked(mixed * 2_246_822_519u) >> 16) % ways;
    }
}
