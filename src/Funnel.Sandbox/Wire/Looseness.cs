using System.Globalization;
using System.Text.Json.Nodes;

namespace Funnel.Sandbox.Wire;

/// <summary>Writes numbers now as JSON numbers and now as strings, as Douyin's answers are known to.</summary>
internal sealed class Looseness
{
    private int count;

    public JsonNode Number(long value) =>
        Interlocked.Increment(ref count) % 3 == 0 ? value.ToString(CultureInfo.InvariantCulture) : value;

    /// <summary>Which of <paramref name="ways"/> documented ways it is this time.</summary>
    public int Way(int ways) => (Interlocked.Increment(ref count) & int.MaxValue) % ways;
}
