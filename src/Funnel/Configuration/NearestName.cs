namespace Funnel.Configuration;

/// <summary>What somebody may have meant who wrote a name that does not exist.</summary>
internal static class NearestName
{
    /// <summary>The name that the fewest typing errors turn into the written one, one in three characters at most; null when none is that near.</summary>
    public static string? Of(string written, IEnumerable<string> known) => known
        .Select(name => (Name: name, Errors: Distance(name.ToUpperInvariant(), written.ToUpperInvariant())))
        .Where(near => near.Errors <= Math.Max(1, near.Name.Length / 3))
        .OrderBy(near => near.Errors)
        .Select(near => near.Name)
        .FirstOrDefault();

    /// <summary>Characters that were added, left out, replaced, or swapped with the next (Damerau and Levenshtein's, as optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var errors = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                errors[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Math.Min(
                    errors[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1),
                    Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
                }
            }
        }

        return errors[one.Length, other.Length];
    }
}
