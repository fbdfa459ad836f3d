using Funnel.Console.Leads;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Tests.Pages;

public sealed class LeadsFilterTests
{
    [Theory]
    [InlineData(99, "👍", 99)]
    [InlineData(98, "👍", 100)]
    [InlineData(93, "👨‍👩‍👧", 93)]
    public void What_is_searched_for_is_cut_between_characters(int before, string last, int kept)
    {
        var query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal) { ["q"] = new string('x', before) + last });
        Assert.Equal(kept, LeadsFilter.Of(query, new DateOnly(2026, 3, 1)).Text.Length);
    }
}
